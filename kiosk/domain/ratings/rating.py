"""Ratings: the scale and the reasons an office asks with, what a pad shows when, and what must not be told apart.

The published counts know three levels (`COUNTED`). An office may ask with a finer scale; each of its levels counts as
one of the three. Behind each plain reason stands the criterion of Decree 61/2018/NĐ-CP, Article 31: 1 time as
prescribed · 2 time taken in each unit · 3 how often the office had to be contacted · 4 how many units · 5 reception and
return at the one-stop unit · 6 published procedures, papers and fees · 7 attitude · 8 answers to complaints · 9 online
service; 0 for none of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.rows import Flaw

COUNTED = ("very_satisfied", "satisfied", "not_satisfied")
SOURCES = ("pad", "phone", "kiosk", "paper", "paper_two")  # the last: typed by two who are rated themselves
THANKS_FOR = timedelta(seconds=8)
FEWEST = 5  # a sum of fewer could be told apart by who remembers them
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _require_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise Flaw("no-code", code=code)


@dataclass(frozen=True, slots=True)
class Level:
    """One face of the scale; `counts_as` is its place in the published counts."""

    code: str
    name_vi: str
    name_en: str
    counts_as: str

    def __post_init__(self) -> None:
        _require_code(self.code)
        if self.counts_as not in COUNTED:
            raise Flaw("no-count", known=", ".join(COUNTED))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is not satisfied, in plain words; `alerts` the supervisor while the citizen is still there."""

    code: str
    name_vi: str
    name_en: str
    criterion: int = 0
    alerts: bool = False

    def __post_init__(self) -> None:
        _require_code(self.code)
        if not 0 <= self.criterion <= 9:
            raise Flaw("no-criterion")


LEVELS = (
    Level("very_satisfied", "Rất hài lòng", "Very satisfied", "very_satisfied"),
    Level("satisfied", "Hài lòng", "Satisfied", "satisfied"),
    Level("not_satisfied", "Không hài lòng", "Not satisfied", "not_satisfied"),
)
REASONS = (
    Reason("wait", "Phải chờ lâu", "Long wait", 2),
    Reason("late", "Trả kết quả trễ hẹn", "Result was late", 1),
    Reason("trips", "Phải đi lại nhiều lần", "Had to come several times", 3),
    Reason("places", "Phải đến nhiều nơi, gặp nhiều người", "Sent to several places or people", 4),
    Reason("extra_papers", "Yêu cầu giấy tờ ngoài quy định", "Asked for papers not in the rules", 6, alerts=True),
    Reason("money", "Yêu cầu chi tiền ngoài quy định", "Asked for money not in the rules", 6, alerts=True),
    Reason("unclear", "Hướng dẫn chưa rõ, chưa đủ", "Guidance unclear or incomplete", 5),
    Reason("manner", "Thái độ phục vụ chưa tốt", "Manner of service", 7, alerts=True),
    Reason("complaint", "Phản ánh, kiến nghị chưa được trả lời", "Complaint not answered", 8),
    Reason("online", "Nộp trực tuyến khó thực hiện", "Filing online was difficult", 9),
    Reason("other", "Lý do khác", "Other"),
)


@dataclass(frozen=True, slots=True)
class Rating:
    """A judgement of one served leg, one returned dossier or one paper form; which of them is nowhere in it.

    `level` is as counted, `answer` as the office's scale calls it; `day` of the service. `officer`: who sat at the
    counter; `agency`: whose dossier it was. `reasons`: None while nobody answered why.
    """

    level: str
    answer: str
    source: str
    day: date
    counter: int | None = None
    officer: int | None = None
    agency: int | None = None
    reasons: tuple[str, ...] | None = None


class Stage(StrEnum):
    ASK = "ask"
    WHY = "why"
    SURE = "sure"
    THANKS = "thanks"


def pad_stage(
    ended_at: datetime, said: tuple[Stage, datetime] | None, now: datetime, open_for: timedelta
) -> tuple[Stage, datetime] | None:
    """What the pad of a counter shows of a service that ended, and until when; None for its welcome.

    `said`: what comes after somebody's answer, and when that was.
    """
    stage, since = said or (Stage.ASK, ended_at)
    until = since + (THANKS_FOR if stage is Stage.THANKS else open_for)
    return (stage, until) if now < until else None


def wants_reason(rating: Rating) -> bool:
    """Whether the citizen may still say why."""
    return rating.level == "not_satisfied" and rating.reasons is None


def stage_after(rating: Rating, grave: str) -> Stage:
    """What comes after an answer: why, whether it is really that (a `grave` reason was touched), or thanks."""
    if not wants_reason(rating):
        return Stage.THANKS
    return Stage.SURE if grave else Stage.WHY


def alerts_supervisor(rating: Rating, reasons: Mapping[str, Reason]) -> bool:
    """Whether somebody in charge must come at once: not satisfied, with manner, extra papers or money asked."""
    grounds = [reasons[code] for code in rating.reasons or () if code in reasons]
    return rating.level == "not_satisfied" and any(reason.alerts for reason in grounds)


def apart(counts: Mapping[int | None, int]) -> set[int]:
    """The counters whose sums may be shown apart: none has fewer than five, nor has the rest, if there is one.

    So that no small sum follows from the others, a rest of few takes the smallest counters in until it is five.
    """
    counters = sorted((n, counter) for counter, n in counts.items() if counter is not None and n >= FEWEST)
    rest = sum(counts.values()) - sum(n for n, _ in counters)
    while counters and 0 < rest < FEWEST:
        rest += counters.pop(0)[0]
    return {counter for _, counter in counters}
