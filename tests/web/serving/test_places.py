"""Places for those who listen: strangers fill their own share, never that of people who signed in."""

import pytest
from flask.testing import FlaskClient

from kiosk.domain.errors import Overloaded
from kiosk.web.serving import places as module
from kiosk.web.serving.places import Attendee, Places

HERE = Attendee("127.0.0.1", known=False, local=True)
THERE = Attendee("192.0.2.7", known=False, local=False)
OFFICER = Attendee("192.0.2.7", known=True, local=False)


def test_strangers_leave_places_to_those_who_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STRANGERS", 3)
    monkeypatch.setattr(module, "MOST", 5)
    places = Places()
    for _ in range(3):
        places.take(HERE)
    with pytest.raises(Overloaded):
        places.take(HERE)
    for _ in range(2):
        places.take(OFFICER)
    with pytest.raises(Overloaded):
        places.take(OFFICER)
    assert places.taken() == 5


def test_one_address_of_strangers_takes_few_and_keeps_no_other_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OF_AN_ADDRESS", 2)
    places = Places()
    leave = [places.take(THERE) for _ in range(2)]
    with pytest.raises(Overloaded):
        places.take(THERE)
    places.take(Attendee("192.0.2.8", known=False, local=False))
    places.take(HERE)
    leave[0]()
    places.take(THERE)


def test_a_place_is_given_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places()
    leave, _ = places.take(HERE), places.take(HERE)
    leave()
    leave()
    assert places.taken() == 1


def test_one_page_too_many_hears_503_and_finds_room_when_another_left(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_STRANGERS", 1)
    first = client.get("/board/1/stream", buffered=False)
    assert first.status_code == 200
    assert client.get("/board/1/stream").status_code == 503
    first.close()
    again = client.get("/board/1/stream", buffered=False)
    assert again.status_code == 200
    again.close()
