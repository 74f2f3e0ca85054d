"""Whose turn it is: each address has one in its turn, however many it sends."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class InTurn(Generic[T]):
    """Those who wait, by address; the first of each address in turn is the next."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, deque[T]] = OrderedDict()

    def __bool__(self) -> bool:
        return bool(self._of)

    def add(self, one: T, address: str) -> None:
        """One waits for its turn."""
        self._of.setdefault(address, deque()).append(one)

    def next(self) -> T:
        """The one whose turn it is, who waits no more; somebody must be waiting."""
        address, waiting = self._of.popitem(last=False)
        one = waiting.popleft()
        if waiting:
            self._of[address] = waiting
        return one

    def next_ones(self, most: int) -> Iterator[T]:
        """So many at most, in their turns."""
        while self and most:
            most -= 1
            yield self.next()
