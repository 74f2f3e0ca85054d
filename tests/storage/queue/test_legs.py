"""The queue in SQL is the queue of the rules."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.queue.calling import ahead_of, next_turn
from kiosk.domain.queue.ticket import Leg, State
from kiosk.office import Office
from kiosk.storage.queue import legs
from tests.conftest import NOW, SetClock, issue, open_office

QUEUES = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from([State.WAITING, State.WAITING, State.ABSENT]), st.integers(0, 5)),
    min_size=1,
    max_size=20,
)


@contextmanager
def on_trial(office: Office) -> Iterator[sqlite3.Connection]:
    """A connection whose writes are gone when the block ends."""
    with closing(office.db.watcher()) as sql:
        sql.execute("BEGIN")
        yield sql
        sql.rollback()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One office for all examples, each of which lays its queue out and takes it back; 20 tickets to hang legs on."""
    office = open_office(tmp_path_factory.mktemp("queues"), SetClock())
    for _ in range(20):
        issue(office)
    return office


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queue=QUEUES, areas=st.sets(st.sampled_from("ABC"), min_size=1), data=st.data())
def test_the_next_in_sql_is_the_next_of_the_rules(
    shared: Office, queue: list[tuple[str, State, int]], areas: set[str], data: st.DataObject
) -> None:
    """Few turn times, so that ties are common; some are not waiting; some areas are not asked for."""
    with on_trial(shared) as sql:
        sql.execute("DELETE FROM legs")
        stored = [
            legs.add(sql, Leg(0, ticket, area, "", state, NOW + timedelta(minutes=late), NOW))
            for ticket, (area, state, late) in enumerate(queue, start=1)
        ]
        waiting = [leg for leg in stored if leg.state is State.WAITING and leg.area in areas]
        asked = data.draw(st.sampled_from(stored))
        assert next(legs.in_turn(sql, areas), None) == next_turn(waiting)
        assert legs.ahead(sql, areas, asked.turn_at, asked.ticket) == ahead_of(asked, waiting)
        newcomer = replace(asked, ticket=len(stored) + 1)
        assert legs.ahead_of_newcomer(sql, areas, asked.turn_at) == ahead_of(newcomer, waiting)
        everybody = Counter(leg.area for leg in stored if leg.state is State.WAITING)
        assert legs.waiting_counts(sql) == everybody
        assert legs.waiting(sql, areas, 99) == sorted(waiting, key=lambda leg: (leg.turn_at, leg.ticket))


def test_a_leg_is_stored_and_read_back_whole(office: Office) -> None:
    ticket, later = issue(office).id, NOW + timedelta(minutes=5)
    whole = Leg(0, ticket, "Đ", "Đ012", State.ABSENT, NOW, later, "elderly", True, 3, NOW, later, None, 2, 1, "gone")
    whole = replace(
        whole,
        lang="en",
        needs=("blind", "deaf"),
        meant_for=4,
        out_of_turn="urgent",
        remind_at=later,
        nth=2,
        away_until=later,
    )
    with on_trial(office) as sql:
        stored = legs.add(sql, whole)
        assert legs.load(sql, stored.id) == stored
        legs.save(sql, stored.come_back(later, later))
        assert legs.load(sql, stored.id) == stored.come_back(later, later)
        assert legs.load(sql, 999) is None
