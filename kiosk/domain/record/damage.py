"""What a verification finds."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Damage:
    """One thing of the record that is not as it was written: `damage.<code>` of the catalogue says it.

    `noun`: what it is about, `damage.noun.<noun>` of the catalogue.
    """

    code: str
    noun: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, noun: str = "", /, **facts: object) -> "Damage":
        """A damage with the facts its sentence wants."""
        return cls(code, noun, facts)
