"""Words, numbers and dates in the languages of the office; the catalogues are read as they lie, nothing is compiled."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from functools import lru_cache

from babel import Locale
from babel.messages.pofile import read_po

from kiosk.assets import translations
from kiosk.domain.errors import OfficeFault, Refusal
from kiosk.domain.office.roles import in_order
from kiosk.domain.queue.calling import Because
from kiosk.domain.queue.expecting import ExpectedCall
from kiosk.domain.queue.waiting import SURE
from kiosk.domain.record.damage import Damage
from kiosk.domain.rows import Flaw

LANGUAGES = ("vi", "en")
_MONTHS = tuple(Locale("en").months["format"]["wide"].values())


class Words:
    """The catalogue of one language: `words("result.ahead", n=3)`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        with (translations() / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
            catalogue = read_po(file, locale=lang)
        self._texts = {_key(m.id): _forms(m.string) for m in catalogue if m.id}

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of a key with its placeholders filled; whole numbers are grouped, flaws are sentences."""
        forms = self._texts[key]
        text = forms[0 if facts.get("n") == 1 else -1]
        return text.format(**{name: self.in_words(value) for name, value in facts.items()})

    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)

    def forms(self, key: str) -> tuple[str, ...]:
        """Every form of a sentence, singular and plural."""
        return self._texts[key]

    def refusal(self, refusal: Refusal) -> str:
        """What a refusal says to whoever can do something about it, who reads a field by its name on the form."""
        facts = refusal.facts
        if "field" in facts:
            facts = {**facts, "field": self(f"field.{facts['field']}")}
        facts = {**facts, **{name: self(f"role.{facts[name]}") for name in ("role", "needed") if name in facts}}
        for name in ("state", "wanted"):
            if (state := f"dossier.state.{facts.get(name)}") in self._texts:
                facts = {**facts, name: self(state)}
        if "ask" in facts:
            facts = {**facts, "ask": facts["ask"] or self("role.administrator")}
        return self(f"refusal.{refusal.code}", **facts)

    def refusal_to(self, who: str, refusal: Refusal) -> str:
        """The same to a "citizen" or to "staff": what neither can mend sends them to who can."""
        if not isinstance(refusal, OfficeFault):
            return self.refusal(refusal)
        if who == "citizen":
            return self("fault.citizen")
        own = f"fault.{refusal.code}"
        return self(own, **refusal.facts) if own in self._texts else self("fault.keeper", what=refusal)

    def flaw(self, flaw: Flaw) -> str:
        """What is wrong with a row or a file, as the one who saved it is told."""
        return self(f"flaw.{flaw.code}", **flaw.facts)

    def damage(self, damage: Damage) -> str:
        """What a verification found, as who keeps the machine is told."""
        noun = {"noun": self(f"damage.noun.{damage.noun}")} if damage.noun else {}
        return self(f"damage.{damage.code}", **noun, **damage.facts)

    def reason(self, code: str) -> str:
        """What a reason code of the staff says to a person."""
        return self(f"reason.{code}")

    def roles(self, held: Collection[str]) -> str:
        """What somebody is here, in a row."""
        return ", ".join(self(f"role.{role}") for role in in_order(held))

    def needs(self, codes: Iterable[str]) -> str:
        """Special needs in a row."""
        return ", ".join(self(f"need.{code}") for code in codes)

    def because(self, why: Because) -> str:
        """A reason for a place in the queue, as a person is told of it."""
        return self(f"why.{why.code}", **{name: self._fact(name, value) for name, value in why.facts.items()})

    def number(self, value: int) -> str:
        """7394 as people write it: 7.394 or 7,394."""
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if self.lang == "vi" else grouped

    def clock(self, at: datetime) -> str:
        """A local time of day: 8:30."""
        return f"{at.hour}:{at.minute:02d}"

    def day(self, day: date) -> str:
        """A date on screens: 03/7/2026 (days below 10 and the months 1 and 2 get a zero) or 3 July 2026."""
        if self.lang == "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"

    def moment(self, at: datetime) -> str:
        """A local time and its date."""
        joint = " ngày " if self.lang == "vi" else " on "
        return f"{self.clock(at)}{joint}{self.day(at)}"

    def on_forms(self, at: datetime) -> str:
        """A local time on official forms: 8 giờ 30 phút, ngày 03 tháng 7 năm 2026 (days below 10, months 1 and 2)."""
        if self.lang != "vi":
            return self.moment(at)
        month = f"{at.month:02d}" if at.month < 3 else f"{at.month}"
        return f"{at.hour} giờ {at.minute:02d} phút, ngày {at.day:02d} tháng {month} năm {at.year}"

    def decimal(self, value: float) -> str:
        """Half a day as people write it: 0,5 or 0.5."""
        return f"{value:g}".replace(".", ",") if self.lang == "vi" else f"{value:g}"

    def expected(self, call: ExpectedCall, on: str = "result") -> str:
        """When a call may be expected, on a screen or a slip: no time beyond closing without saying so."""
        times = {"from": self.clock(call.early), "to": self.clock(call.late)}
        if call.today == SURE:
            day = call.other_day
            return self(f"expected.{on}_day", **times, day=self.day(day)) if day else self(f"expected.{on}", **times)
        if call.carried_to:
            return self(f"expected.{call.today}_carried", **times, day=self.day(call.carried_to))
        return self(f"expected.{call.today}", **times)

    def of(self, thing: object) -> str:
        """The name in this language of something of the office: an area, a zone, a class, the office itself."""
        return str(getattr(thing, f"name_{self.lang}"))

    def names(self, things: Iterable[object]) -> str:
        """Several names in a row."""
        return ", ".join(map(self.of, things))

    def _fact(self, name: str, value: object) -> object:
        if isinstance(value, Because):
            return self.because(value)
        return self.reason(str(value)) if name == "cause" else value

    def in_words(self, value: object) -> object:
        """A fact as people read it: flaws as sentences, times as on the clock, whole numbers grouped."""
        if isinstance(value, Flaw):
            return self.flaw(value)
        if isinstance(value, Refusal):
            return self.refusal(value)
        if isinstance(value, time):
            return f"{value.hour}:{value.minute:02d}"
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        return self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value


@lru_cache
def words(lang: str) -> Words:
    """The words of a language."""
    return Words(lang)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def _key(text: object) -> str:
    return str(text[0]) if isinstance(text, list | tuple) else str(text)
