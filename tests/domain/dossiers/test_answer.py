"""What a citizen is told about a dossier: one sentence for its state, and never one with a hole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.dossiers.answer import masked, sentences
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from tests.conftest import NOW

DUE = NOW + timedelta(days=3)
FILED = Dossier(1, "H15.50.05.13-260702-0001", "1.000001", 1, 1, "Hộ tịch", "direct", DossierState.ACCEPTED, due_at=DUE)


def said(dossier: Dossier, *, papers: bool = False, reason: bool = False, hotline: bool = True) -> list[str]:
    return sentences(dossier, NOW, papers=papers, reason=reason, hotline=hotline)


@pytest.mark.parametrize("state", DossierState)
def test_every_state_has_its_sentence_when_all_is_known(state: DossierState) -> None:
    dossier = replace(FILED, state=state, returned_by="post")
    assert said(dossier, papers=True, reason=True) == [f"lookup.state.{state.value}"]


@pytest.mark.parametrize(
    ("state", "key"),
    [(2, "2_short"), (3, "3_short"), (4, "4_short"), (5, "5_short"), (6, "6"), (8, "8_short"), (10, "10_short")],
)
def test_what_is_not_known_is_left_out_of_the_sentence(state: int, key: str) -> None:
    assert said(replace(FILED, state=DossierState(state), due_at=None)) == [f"lookup.state.{key}"]


def test_who_waits_too_long_gets_an_apology_and_a_place_to_ask_instead() -> None:
    late = replace(FILED, state=DossierState.IN_HAND, due_at=NOW - timedelta(minutes=1))
    assert said(late) == ["lookup.overdue"]
    assert said(late, hotline=False) == ["lookup.overdue_ask"]


@pytest.mark.parametrize(
    "state",
    [DossierState.SUPPLEMENT, DossierState.PAYMENT, DossierState.READY, DossierState.RETURNED, DossierState.STOPPED],
)
def test_nothing_is_late_while_the_clock_stands_still_or_the_work_is_done(state: DossierState) -> None:
    late = replace(FILED, state=state, due_at=NOW - timedelta(days=9))
    assert "overdue" not in " ".join(said(late))


def test_an_apology_is_told_with_its_new_date_as_long_as_it_matters() -> None:
    redated = replace(FILED, state=DossierState.IN_HAND, due_at=NOW - timedelta(days=1), new_due_at=DUE)
    assert said(redated, reason=True) == ["lookup.state.4", "lookup.redated"]
    assert said(redated) == ["lookup.state.4", "lookup.redated_short"]
    assert said(replace(redated, state=DossierState.READY)) == ["lookup.state.9"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("NGUYỄN VĂN MẪU", "NGUYỄN V** M**"),
        ("Y", "Y"),
        ("", ""),
        ("  Đào   Thị Á ", "Đào T** Á"),
        ("Lê A (tức B)", "Lê A"),
    ],
)
def test_a_name_is_known_to_its_bearer_only(name: str, shown: str) -> None:
    assert masked(name) == shown
