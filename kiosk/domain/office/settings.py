"""Small decisions of the office in groups: each has its default and bounds, and is named once, here.

A group is a table of the office file (`[contact]`), a field of the plan (`plan.contact`) and a row of `settings`,
which holds only what differs from the default.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, asdict, dataclass, field, fields, replace
from datetime import time
from typing import Any, TypeVar

from kiosk.domain.dossiers.dossier import is_unit
from kiosk.domain.office.hours import local_time, session
from kiosk.domain.queue.needs import NEEDS
from kiosk.domain.ratings.rating import LEVELS, REASONS, Level, Reason
from kiosk.domain.rows import Flaw

Group = TypeVar("Group")


def whole(default: int, low: int, high: int) -> Any:
    """A whole number within bounds, both included."""
    return field(default=default, metadata={"low": low, "high": high})


def choice(default: str, *words: str) -> Any:
    """One of the known words."""
    return field(default=default, metadata={"words": words})


def some(*words: str) -> Any:
    """Any of the known words, none by default."""
    return field(default=(), metadata={"words": words})


def texts(check: Callable[[str], object] | None = None) -> Any:
    """A list of texts; `check` raises Flaw for one that will not do."""
    return field(default=(), metadata={"check": check})


def text(default: str, check: Callable[[str], object]) -> Any:
    """A text; `check` raises Flaw for one that will not do."""
    return field(default=default, metadata={"check": check})


def records(*default: Any) -> Any:
    """A list of tables of the office file, each a dataclass; by default these."""
    return field(default=default, metadata={"record": type(default[0])})


def clock_time(text: str) -> None:
    """Raise Flaw for what is no time of day of the office."""
    try:
        local_time(text)
    except ValueError as error:
        raise Flaw("no-clock-time", text=text) from error


def _session(text: str) -> None:
    try:
        session(text)
    except ValueError as error:
        raise Flaw("sessions") from error


def _unit(text: str) -> None:
    if not is_unit(text):
        raise Flaw("no-unit", text=text)


@dataclass(frozen=True, slots=True)
class Contact:
    """How citizens reach the office, told wherever they are asked to ask."""

    hotline: str = ""


@dataclass(frozen=True, slots=True)
class ZoneRules:
    """A zone's boards: how far they are read, on which panel, and what they show besides the queue.

    `dark`: black out of hours. `notices`: the side panel; its films (`video`) are muted and stop during a call.
    """

    distance_m: int = whole(5, 1, 60)
    diagonal_in: int = whole(43, 10, 200)
    resolution: str = choice("1920x1080", "1920x1080", "3840x2160", "1366x768", "1280x720", "1280x1024", "1024x768")
    english: bool = False
    ticker: str = ""
    ticker_en: str = ""
    notices: bool = False
    video: bool = False
    dark: bool = True


def _in_span(local: time, span: str) -> bool:
    """Whether a time lies in "22:00-06:00", which may pass midnight; ValueError when it is no span."""
    start, end = (time.fromisoformat(part.strip()) for part in span.split("-"))
    return start <= local < end if start <= end else local >= start or local < end


def _span(text: str) -> None:
    try:
        _in_span(time(), text)
    except ValueError as error:
        raise Flaw("no-span", text=text) from error


def _span_with_volume(text: str) -> None:
    span, _, volume = text.partition(" ")
    _span(span)
    if not (volume.isascii() and volume.isdigit() and int(volume) <= 100):
        raise Flaw("no-volume", text=text)


@dataclass(frozen=True, slots=True)
class ZoneSound:
    """A zone's loudspeaker: its volume (%), at some times another ("11:30-13:30 60"), in quiet hours none.

    `repeat`: each call is said twice while few wait. `english`: calls are said in English too.
    """

    volume: int = whole(100, 1, 100)
    volumes: tuple[str, ...] = texts(_span_with_volume)
    quiet: tuple[str, ...] = texts(_span)
    repeat: bool = False
    english: bool = False

    def volume_at(self, local: time) -> int:
        """The volume at a time of day, 0 in quiet hours."""
        if any(_in_span(local, span) for span in self.quiet):
            return 0
        others = (each.split() for each in self.volumes)
        return next((int(volume) for span, volume in others if _in_span(local, span)), self.volume)


@dataclass(frozen=True, slots=True)
class Notices:
    """Texts of the office beside its calls, each shown so long (s); pictures lie in the data folder, in `notices`."""

    texts: tuple[str, ...] = ()
    texts_en: tuple[str, ...] = ()
    seconds: int = whole(12, 5, 120)


@dataclass(frozen=True, slots=True)
class DeskRules:
    """What holds at every counter: how patiently a call is awaited, and whether "next" also ends the former."""

    absent_recalls: int = whole(1, 0, 9)
    absent_after_s: int = whole(30, 0, 600)
    absent_after_priority_s: int = whole(90, 0, 600)
    next_finishes: bool = False


@dataclass(frozen=True, slots=True)
class AreaRules:
    """What holds in one area; `dossiers_per_turn`: after so many the rest goes back in turn, 0 for no bound.

    `norm_wait_min`, `norm_serve_min`: how long a wait and a service should last at most; 0 for no norm.
    """

    dossiers_per_turn: int = whole(0, 0, 99)
    norm_wait_min: int = whole(30, 0, 480)
    norm_serve_min: int = whole(20, 0, 480)


@dataclass(frozen=True, slots=True)
class CounterRules:
    """What holds at one counter: the special needs it is fitted for."""

    needs: tuple[str, ...] = some(*NEEDS)


@dataclass(frozen=True, slots=True)
class DossierRules:
    """How dossiers are numbered and timed here.

    `unit`: the office's code, the first part of its dossiers' codes. `shifts`: when it works from Monday to Friday, and
    on Saturdays, when that is not when its queue is open. `day_minutes` are a working day. `receipt`: the paper of
    form 01 that is chosen beforehand.
    """

    unit: str = text("", _unit)
    shifts: tuple[str, ...] = texts(_session)
    saturday_shifts: tuple[str, ...] = texts(_session)
    day_minutes: int = whole(480, 60, 1440)
    same_day_until: str = text("15:00", clock_time)
    receipt: str = choice("80mm", "80mm", "a5")


@dataclass(frozen=True, slots=True)
class ProcedureRule:
    """What the office decided about one procedure; 0 and "" leave it as the catalogue has it.

    `after_supplement`: the time left goes on, or the whole time begins anew. `agency`: who decides here.
    """

    after_supplement: str = choice("resume", "resume", "restart")
    duration: int = whole(0, 0, 3650)
    measure: str = choice("", "", "hour", "working_day", "day", "month", "same_day")
    fee: int = whole(0, 0, 1_000_000_000)
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Returns:
    """How often one who missed the call or runs late may wait again, and behind how many who wait in the area then."""

    times: int = whole(2, 0, 9)
    after: int = whole(3, 0, 99)


@dataclass(frozen=True, slots=True)
class RatingRules:
    """How citizens are asked: how long the pad stays open (s), how long after its return a dossier may be rated (days),
    the faces in their order, and the reasons of those who are not satisfied.
    """

    open_s: int = whole(25, 10, 120)
    dossier_days: int = whole(7, 1, 60)
    levels: tuple[Level, ...] = records(*LEVELS)
    reasons: tuple[Reason, ...] = records(*REASONS)

    def level(self, code: str) -> Level | None:
        return next((level for level in self.levels if level.code == code), None)


@dataclass(frozen=True, slots=True)
class Access:
    """Where an officer's PIN is enough to sign in (this machine always), and for how long a sign-in holds.

    `idle_min`: a session that nobody uses for so long ends; one whose desk listens is used while the office works.
    `issues_per_min`: so many numbers a device may issue within a minute; 0 for as many as it likes.
    """

    pin: str = choice("registered", "registered", "network", "never")
    session_h: int = whole(12, 1, 72)
    idle_min: int = whole(60, 5, 1_440)
    issues_per_min: int = whole(120, 0, 100_000)


@dataclass(frozen=True, slots=True)
class Collect:
    """How results are collected: the area in which one takes a number for it ("": the general one), and the head start.

    `priority` is the code of a class of the office; "" for none.
    """

    area: str = ""
    priority: str = ""


SECTIONS: Mapping[str, type] = {
    "contact": Contact,
    "notices": Notices,
    "desk": DeskRules,
    "dossiers": DossierRules,
    "collect": Collect,
    "returns": Returns,
    "ratings": RatingRules,
    "access": Access,
}


def to_text(group: Any) -> str:
    """What of a group was decided, as JSON; "{}" when nothing was."""
    decided = {f.name: value for f in fields(group) if (value := getattr(group, f.name)) != f.default}
    return json.dumps(decided, ensure_ascii=False, sort_keys=True, default=asdict)


def changed(group: Group, texts: Mapping[str, str]) -> Group:
    """A group with some of its values told as text; ValueError names one that is out of bounds."""
    bounds = {each.name: each.metadata for each in fields(group)}  # type: ignore[arg-type]
    return replace(group, **{name: _value(bounds[name], text) for name, text in texts.items()})  # type: ignore[type-var]


def _value(bounds: Mapping[str, Any], text: str) -> object:
    if text in bounds.get("words", ()):
        return text
    if "low" in bounds and re.fullmatch("[0-9]{1,9}", text) and bounds["low"] <= int(text) <= bounds["high"]:
        return int(text)
    raise ValueError(text)


def from_text(kind: type[Group], text: str | None) -> Group:
    """The group of its JSON; defaults for all that it does not name."""
    decided: dict[str, Any] = json.loads(text or "{}")
    return kind(**{f.name: _read(f, decided[f.name]) for f in fields(kind) if f.name in decided})  # type: ignore[arg-type]


def _read(of: "Field[Any]", value: Any) -> Any:
    if "record" in of.metadata:
        return tuple(of.metadata["record"](**each) for each in value)
    return tuple(value) if isinstance(value, list) else value
