"""What a pad shows when, which answers alert, and that no sum of few can be worked out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ratings.rating import (
    COUNTED,
    FEWEST,
    REASONS,
    Level,
    Rating,
    Reason,
    Stage,
    alerts_supervisor,
    apart,
    pad_stage,
    stage_after,
)
from kiosk.domain.rows import Flaw

ENDED = datetime(2026, 7, 2, 1, 30, tzinfo=UTC)
OPEN = timedelta(seconds=25)
Said = tuple[Stage, datetime]


def rated(after_s: float, level: str = "satisfied", reasons: tuple[str, ...] | None = None, grave: str = "") -> Said:
    return stage_after(answered(level, reasons), grave), ENDED + timedelta(seconds=after_s)


def answered(level: str, reasons: tuple[str, ...] | None) -> Rating:
    return Rating(level, level, "pad", ENDED.date(), 1, reasons=reasons)


@pytest.mark.parametrize(
    ("after_s", "said", "stage"),
    [
        (0, None, "ask"),
        (24.9, None, "ask"),
        (25, None, None),
        (24, rated(20), "thanks"),
        (27, rated(20), "thanks"),
        (28, rated(20), None),
        (44, rated(20, "not_satisfied"), "why"),
        (45, rated(20, "not_satisfied"), None),
        (44, rated(20, "not_satisfied", grave="money"), "sure"),
        (45, rated(20, "not_satisfied", grave="money"), None),
        (27, rated(20, "not_satisfied", ("wait",)), "thanks"),
        (27, rated(20, "not_satisfied", ()), "thanks"),
    ],
)
def test_the_pad_asks_thanks_and_welcomes_in_its_time(after_s: float, said: Said | None, stage: str | None) -> None:
    shown = pad_stage(ENDED, said, ENDED + timedelta(seconds=after_s), OPEN)
    assert (shown and shown[0].value) == stage


@pytest.mark.parametrize(
    ("level", "reasons", "alerted"),
    [
        ("not_satisfied", ("manner",), True),
        ("not_satisfied", ("extra_papers",), True),
        ("not_satisfied", ("money",), True),
        ("not_satisfied", ("wait", "money"), True),
        ("not_satisfied", ("wait", "online", "gone-from-the-scale"), False),
        ("not_satisfied", (), False),
        ("not_satisfied", None, False),
        ("satisfied", ("manner",), False),
    ],
)
def test_manner_papers_and_money_alert_the_supervisor(level: str, reasons: tuple[str, ...], alerted: bool) -> None:
    assert alerts_supervisor(answered(level, reasons), {each.code: each for each in REASONS}) is alerted


def test_behind_the_reasons_stand_all_nine_criteria() -> None:
    assert {reason.criterion for reason in REASONS} == set(range(10))


@pytest.mark.parametrize("code", ["", "Manner", "a b", "lý_do", "x" * 50])
def test_a_code_is_plain(code: str) -> None:
    with pytest.raises(Flaw, match="no-code"):
        Reason(code, "a", "b")
    with pytest.raises(Flaw, match="no-code"):
        Level(code, "a", "b", COUNTED[0])


@given(st.dictionaries(st.none() | st.integers(1, 9), st.integers(0, 12), max_size=9))
def test_no_sum_of_few_is_shown_nor_follows_from_the_others(counts: dict[int | None, int]) -> None:
    shown = apart(counts)
    rest = sum(n for counter, n in counts.items() if counter not in shown)
    assert all(counts[counter] >= FEWEST for counter in shown)
    assert rest == 0 or rest >= FEWEST or not shown
    assert None not in shown
