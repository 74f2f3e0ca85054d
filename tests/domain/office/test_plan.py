"""The plan: who calls from which areas, and refusals that name what there is."""

import pytest

from kiosk.domain.office.plan import Plan
from kiosk.domain.office.refusals import UnknownArea, UnknownCounter, UnknownZone
from kiosk.domain.queue.refusals import UnknownPriority
from tests.conftest import plan_of, sample_plan

PLAN = """
[[zones]]
code = "2"
name = "2"
[[areas]]
letter = "A"
name = "A"
zones = ["1"]
[[areas]]
letter = "B"
name = "B"
zones = ["1", "2"]
[[areas]]
letter = "C"
name = "C"
zones = ["2"]
[[counters]]
number = 1
serves = ["A"]
helps = ["B", "C"]
[[counters]]
number = 2
serves = ["B"]
"""


@pytest.fixture
def plan() -> Plan:
    """Counter 1 serves A and helps B and C; counter 2 serves B; C has no counter of its own."""
    return plan_of(PLAN)


def test_an_area_without_a_counter_of_its_own_is_its_helpers_own(plan: Plan) -> None:
    assert plan.callable_at(plan.counter(1)) == (frozenset("AC"), frozenset("B"))
    assert plan.callable_at(plan.counter(2)) == (frozenset("B"), frozenset())


def test_an_area_none_of_whose_counters_is_open_is_its_helpers_own(plan: Plan) -> None:
    assert plan.callable_at(plan.counter(1), {1}) == (frozenset("ABC"), frozenset())
    assert plan.callable_at(plan.counter(1), {1, 2, 99}) == (frozenset("AC"), frozenset("B"))
    assert plan.pool("B", {1}) == frozenset("ABC"), "who helps them calls them by turns with its own"
    assert plan.pool("B", {1, 2}) == plan.pool("B", {2}) == frozenset("B")
    assert plan.pool("A", set()) == plan.pools["A"], "nobody is there: by the plan"
    assert plan.callers_of(frozenset("B"), {1}) == {1}
    assert plan.callers_of(frozenset("B"), {1, 2}) == {2}


def test_areas_that_share_counters_wait_as_one_pool(plan: Plan) -> None:
    assert plan.pools == {"A": {"A", "C"}, "B": {"B"}, "C": {"A", "C"}}


def test_a_zone_has_the_areas_that_wait_in_it_and_the_counters_that_call_them(plan: Plan) -> None:
    assert [area.letter for area in plan.areas_in("1")] == ["A", "B"]
    assert plan.counters_in("1") == (1, 2)
    assert plan.counters_in("2") == (1, 2)
    assert plan.counters_of(frozenset("B")) == {2}


def test_counters_that_serve_everything_make_one_pool() -> None:
    plan = sample_plan()
    assert set(plan.pools.values()) == {frozenset("ABCEGHKM")}
    assert plan.counters_in("2") == tuple(range(1, 9))


@pytest.mark.parametrize("code", [None, ""])
def test_no_class_is_no_class(code: str | None) -> None:
    assert sample_plan().priority(code) is None


def test_what_does_not_exist_is_refused_naming_what_does(plan: Plan) -> None:
    with pytest.raises(UnknownArea) as area:
        plan.area("Q")
    with pytest.raises(UnknownZone) as zone:
        plan.zone("9")
    with pytest.raises(UnknownCounter) as counter:
        plan.counter(9)
    with pytest.raises(UnknownPriority) as granted:
        sample_plan().priority("vip")
    assert area.value.facts == {"area": "Q", "areas": "A, B, C"}
    assert zone.value.facts == {"zone": "9", "zones": "1, 2"}
    assert counter.value.facts == {"counter": 9}
    assert granted.value.facts == {"priority": "vip", "classes": "elderly, disabled, pregnant, infant, merit"}
