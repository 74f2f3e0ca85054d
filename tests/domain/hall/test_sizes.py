"""How large a board's letters are: readable from where people stand, whatever there is to show."""

from itertools import product

import pytest

from kiosk.domain.hall.sizes import CAP, Arrangement, Content, arrange
from kiosk.domain.office.settings import ZoneRules, changed

HALLS = [
    Content(8, 4),
    Content(24, 14, ticker=True, second=True),
    Content(4, 2, notices=True),
    Content(12, 8),
    Content(1, 1),
]
PANELS = [*product((3, 5, 10), (32, 43, 55, 75), ("1920x1080", "1280x1024"), (False, True))]


def rules(distance_m: int, diagonal_in: int, resolution: str = "1920x1080") -> ZoneRules:
    return ZoneRules(distance_m=distance_m, diagonal_in=diagonal_in, resolution=resolution)


def pages(it: Arrangement, content: Content) -> tuple[int, int]:
    """How many pages the counters and the areas take."""
    return -(-content.counters // (it.columns * it.rows)), -(-content.areas // (it.area_columns * it.area_rows))


def test_at_ten_metres_a_call_is_a_hundred_millimetres_high_and_a_row_of_a_list_fifty() -> None:
    it = arrange(rules(10, 75), Content(8, 4))
    assert it.call * CAP >= 100
    assert it.row * CAP >= 50
    assert it.call_m >= 10
    assert it.list_m >= 10


@pytest.mark.parametrize("content", HALLS)
def test_a_call_is_found_from_where_people_stand_or_is_as_large_as_the_panel_allows(content: Content) -> None:
    for distance, diagonal, resolution, portrait in PANELS:
        it = arrange(rules(distance, diagonal, resolution), content, portrait)
        panel = distance, diagonal, resolution, portrait
        assert it.call > 1.5 * it.row > 0, panel  # the newest call is the biggest
        if it.call_m < distance:  # too small a panel for so far a hall: the call may fill its share of it
            assert it.call * 3 > min(it.width, it.height) * 0.3, panel
        across = 4.95 * it.row * it.columns
        assert across < it.width if portrait else it.call + across < it.width, panel


@pytest.mark.parametrize("content", HALLS)
@pytest.mark.parametrize("portrait", [False, True])
def test_a_list_turns_at_most_four_pages(content: Content, portrait: bool) -> None:
    for distance in (3, 5, 8):
        counters, areas = pages(arrange(rules(distance, 55), content, portrait), content)
        assert counters <= 2
        assert areas <= 4


def test_a_larger_panel_is_read_from_farther_and_a_fuller_hall_from_nearer() -> None:
    small, large = (arrange(rules(10, inches), Content(24, 14)) for inches in (43, 98))
    assert small.list_m < large.list_m
    assert arrange(rules(5, 43), Content(60, 20)).list_m < arrange(rules(5, 43), Content(8, 4)).list_m


def test_what_cannot_be_shown_at_all_still_has_letters() -> None:
    it = arrange(rules(60, 10), Content(400, 26, ticker=True, notices=True, second=True))
    assert it.call > it.row > 0


@pytest.mark.parametrize(("name", "text"), [("distance_m", "0"), ("diagonal_in", "x"), ("resolution", "3x3")])
def test_rules_out_of_bounds_are_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        changed(ZoneRules(), {name: text})


def test_rules_may_be_told_as_text() -> None:
    told = {"distance_m": "12", "resolution": "1280x1024"}
    assert changed(ZoneRules(), told) == ZoneRules(distance_m=12, resolution="1280x1024")
