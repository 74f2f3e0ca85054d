"""Who was called is awaited from when the call was heard: said by the loudspeaker, or shown where nobody speaks."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.actions.queue import moving, officer, undoing, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.office import Office
from tests.conftest import NOW, SetClock, call, issue

OWNER = "0123456789abcdef0123456789abcdef"
Left = Callable[[], int]


def beat(client: FlaskClient, done: int = 0, **more: object) -> int | None:
    """The board of zone 1 beats, telling what it has said to its end; answers the number of what it says now."""
    told = client.post("/board/1/sound", json={"owner": OWNER, "done": done, **more}).get_json()
    return told["say"] and int(told["say"]["no"])


@pytest.fixture
def left(demo_client: FlaskClient, demo_office: Office, clock: SetClock) -> Left:
    """For how long (s) counter 1 still has to wait before "absent", as program and desk are told; 0: not at all."""
    headers = {"Authorization": f"Bearer {manager.add_device(demo_office, 'desk')}"}

    def seconds() -> int:
        pages = [demo_client.get(path).get_data(as_text=True) for path in ("/desk/1", "/desk/1/strip")]
        shown = {re.findall(r'id="step-absent"[^>]* data-from="([^"]+)"', html)[0] for html in pages}
        refused = demo_client.post("/api/v1/counters/1/absent", headers=headers)
        by_desk = max(0.0, (datetime.fromisoformat(shown.pop()) - clock()).total_seconds())
        assert not shown, "desk and strip count alike"
        if refused.status_code == 200:
            assert by_desk == 0
            return 0
        told = refused.get_json()
        assert (refused.status_code, told["error"]) == (409, "absent-too-soon")
        assert re.findall(r"\d+", told["message"])[-1] == f"{by_desk:.0f}"
        return int(by_desk)

    return seconds


def busy_hall(client: FlaskClient, office: Office, wish: Wish | None = None) -> None:
    """Counter 2's call is being said when counter 1 calls; both are recalled as the office wants it."""
    issue(office)
    visitor.issue(office, wish or Wish("A"))
    officer.call_number(office, 2, "A001", "urgent")
    assert beat(client) == 1
    call(office, 1)
    officer.recall(office, 1)


def test_a_call_that_waits_its_turn_at_the_loudspeaker_is_awaited_once_it_was_said(
    demo_client: FlaskClient, demo_office: Office, clock: SetClock, left: Left
) -> None:
    busy_hall(demo_client, demo_office)
    for _ in range(3):
        clock.forward(6)
        beat(demo_client, free=False)
    assert beat(demo_client, done=1) == 2
    clock.forward(4)
    assert left() == 60 + 30 - 22, "not said to its end: a minute after the call at the latest"
    beat(demo_client, done=2)
    assert left() == 30, "said 22 s after it was made"
    clock.forward(29)
    assert left() == 1
    clock.forward(1)
    assert left() == 0


@pytest.mark.parametrize("wish", [Wish("A", "elderly"), Wish("A", needs=("wheelchair",))])
def test_who_needs_more_time_has_it_from_when_the_call_was_said(
    demo_client: FlaskClient, demo_office: Office, clock: SetClock, left: Left, wish: Wish
) -> None:
    busy_hall(demo_client, demo_office, wish)
    clock.forward(6)
    assert beat(demo_client, done=1) == 2
    clock.forward(4)
    beat(demo_client, done=2)
    assert left() == 90


def test_a_loudspeaker_that_does_not_come_to_it_holds_nobody_up_for_more_than_a_minute(
    demo_client: FlaskClient, demo_office: Office, clock: SetClock, left: Left
) -> None:
    busy_hall(demo_client, demo_office)
    for _ in range(15):
        clock.forward(6)
        beat(demo_client, free=False)
    assert left() == 0


def silent(client: FlaskClient, clock: SetClock) -> None:
    """No board speaks in the zone."""


def muted(client: FlaskClient, clock: SetClock) -> None:
    """There is a board, whose browser forbids sound."""
    beat(client, audible=False)


def died(client: FlaskClient, clock: SetClock) -> None:
    """The board that spoke is gone."""
    beat(client)
    clock.forward(8)


def unheard(client: FlaskClient, clock: SetClock) -> None:
    """The board said it, and no sound came."""
    beat(client)
    beat(client, done=1, heard=False)


@pytest.mark.parametrize("zone", [silent, muted, died, unheard])
def test_where_no_voice_is_heard_the_call_counts_from_when_it_was_shown(
    demo_client: FlaskClient,
    demo_office: Office,
    clock: SetClock,
    left: Left,
    zone: Callable[[FlaskClient, SetClock], None],
) -> None:
    issue(demo_office)
    call(demo_office)
    officer.recall(demo_office, 1)
    zone(demo_client, clock)
    assert left() == 30 - (clock() - NOW).total_seconds()


def test_a_call_that_is_called_out_anew_is_awaited_anew(
    demo_client: FlaskClient, demo_office: Office, clock: SetClock, left: Left
) -> None:
    issue(demo_office)
    call(demo_office)
    officer.recall(demo_office, 1)
    moving.put_back(demo_office, 1)
    clock.forward(9)
    undoing.undo(demo_office, 1)
    clock.forward(1)
    assert left() == 29
    clock.forward(29)
    assert left() == 0
