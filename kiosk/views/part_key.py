"""What a part of a screen shows, as one value: a part whose key is the same is not rendered anew."""

from collections.abc import Hashable


class PartKey:
    """What a part shows, for one that many look up: its hash is reckoned once."""

    __slots__ = ("_hash", "facts")

    def __init__(self, *facts: Hashable) -> None:
        self.facts, self._hash = facts, hash(facts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, PartKey) and self._hash == other._hash and self.facts == other.facts)
