"""The faults that the law names: each is found, and only then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.dossiers.dossier import Dossier, DossierState, TraceStep
from kiosk.domain.dossiers.faults import faults_of

NOW = datetime(2026, 10, 8, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RECEIVED = replace(
    Dossier(1, "H15-261007-0001", "1.000001", 1, 1, "", "direct", DossierState.IN_HAND),
    received_at=NOW - HOUR,
    due_at=NOW + 3 * DAY,
    receipt="a5",
    edition=1,
    trace=(TraceStep(NOW - HOUR, DossierState.IN_HAND),),
)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"due_at": NOW + 23 * HOUR}, ["due-soon"]),
        ({"due_at": NOW + 24 * HOUR}, []),
        ({"due_at": NOW - HOUR}, ["no-apology"]),
        ({"due_at": NOW - HOUR, "new_due_at": NOW + 2 * DAY}, []),
        ({"due_at": NOW - DAY, "new_due_at": NOW - HOUR}, ["late-again"]),
        ({"due_at": NOW - HOUR, "state": DossierState.SUPPLEMENT}, []),
        ({"due_at": NOW - HOUR, "state": DossierState.READY}, []),
        ({"due_at": None}, []),
        ({"receipt": None}, ["no-receipt"]),
        ({"receipt": None, "edition": 0}, []),
        ({"trace": (TraceStep(NOW - 5 * DAY, DossierState.IN_HAND),)}, ["no-entry"]),
        ({"trace": (TraceStep(NOW - 5 * DAY, DossierState.SUPPLEMENT),), "state": DossierState.SUPPLEMENT}, []),
        ({"due_at": NOW - HOUR, "receipt": None}, ["no-apology", "no-receipt"]),
    ],
)
def test_a_fault_is_found_and_only_then(facts: dict[str, object], found: list[str]) -> None:
    assert list(faults_of(replace(RECEIVED, **facts), NOW, 5 * DAY)) == found  # type: ignore[arg-type]
