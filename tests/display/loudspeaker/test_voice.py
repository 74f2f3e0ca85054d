"""The loudspeaker over the web: who is told to speak, what, and with which sounds."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from display.loudspeaker import voice
from display.speech.speech_store import SpeechStore
from kiosk.actions.hall import messages
from kiosk.actions.office import manager
from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.office import Office
from tests.conftest import SetClock, call, form_token, issue, nothing_happens, take_back
from tests.display.speech.test_speech import Whistle

ONE, TWO = "0123456789abcdef", "fedcba9876543210"
AWAY = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def client(client: FlaskClient) -> FlaskClient:
    """With the double of a voice; the real ones are journeys."""
    store = client.application.extensions["speech"]
    client.application.extensions["speech"] = SpeechStore(store.folder, Whistle())
    return client


def ask(client: FlaskClient, owner: str = ONE, path: str = "/board/1/sound", **told: Any) -> dict[str, Any]:
    answer = client.post(path, json={"owner": owner, **told})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json or {}
    return found


def sounds(answer: dict[str, Any]) -> list[str]:
    return [each["src"] for each in answer["say"]["sounds"]]


def test_the_board_that_speaks_is_told_the_sounds_and_they_are_there(office: Office, client: FlaskClient) -> None:
    issue(office)
    call(office, 3)
    answer = ask(client)
    assert answer == {
        "owner": True,
        "say": {
            "no": 1,
            "volume": 1.0,
            "sounds": [
                {"src": "/board/chime.wav", "pause": 300, "voice": False},
                {"src": "/board/1/speech/1.wav?lang=vi", "pause": 300, "voice": True},
            ],
        },
    }
    for address in sounds(answer):
        found = client.get(address)
        assert (found.status_code, found.mimetype, found.data[:4]) == (200, "audio/wav", b"RIFF")
    assert ask(client, TWO) == {"owner": False, "say": None}
    assert ask(client, done=1) == {"owner": True, "say": None}


def test_a_call_its_short_form_and_its_english_are_different_sounds(office: Office, client: FlaskClient) -> None:
    issue(office)
    call(office, 3)
    said = [client.get(f"/board/1/speech/1.wav{query}") for query in ("", "?lang=en", "?short=1")]
    assert [(each.status_code, each.headers["Cache-Control"]) for each in said] == [(200, "no-cache, max-age=0")] * 3
    assert len({each.data for each in said}) == 3


def test_vietnamese_first_then_the_language_of_the_ticket_or_the_board(office: Office, client: FlaskClient) -> None:
    visitor.issue(office, Wish("A", None, lang="en"))
    call(office, 1)
    speech = "/board/1/speech/1.wav"
    assert sounds(ask(client))[1:] == [f"{speech}?lang=vi", f"{speech}?lang=en"]
    issue(office, "G")
    call(office, 2)
    path = "/board/2/sound?lang=en"
    assert sounds(ask(client, path=path))[1:] == [f"/board/2/speech/1.wav?lang={lang}" for lang in ("vi", "en")]


def test_in_a_crowd_the_short_form_is_asked_for(office: Office, client: FlaskClient) -> None:
    for counter in range(1, 7):
        issue(office)
        call(office, counter)
    assert sounds(ask(client))[1:] == ["/board/1/speech/1.wav?lang=vi&short=1"]


def test_an_apology_and_a_message_have_a_sound(office: Office, client: FlaskClient) -> None:
    issue(office)
    leg = call(office, 1)
    ask(client)
    take_back(office, leg)
    messages.show(office, "free", words=("Phòng họp ở tầng 2.", ""))
    for no in (2, 3):
        assert client.get(f"/board/1/speech/{no}.wav").status_code == 200


@pytest.mark.parametrize("path", ["/board/9/sound"])
def test_a_zone_that_is_not_there_is_a_404(client: FlaskClient, path: str) -> None:
    assert client.post(path, json={"owner": ONE}).status_code == 404


@pytest.mark.parametrize("told", [{}, {"owner": "x"}, {"owner": "Not hexadecimal"}, {"owner": ONE, "done": "1"}, [], 7])
def test_what_is_no_report_is_refused_and_nothing_happens(office: Office, client: FlaskClient, told: object) -> None:
    with nothing_happens(office):
        assert client.post("/board/1/sound", json=told).status_code == 400
        assert client.post("/board/1/sound", data={"owner": ONE}).status_code in (400, 415)


def test_a_stranger_s_browser_never_speaks(office: Office, client: FlaskClient) -> None:
    stranger = office_app(client)
    with nothing_happens(office):
        assert post(stranger, TWO).status_code == 401
    assert ask(client)["owner"]


def test_a_registered_board_on_another_machine_is_the_office_s_own(in_clear: FlaskClient, office: Office) -> None:
    screen = registered(in_clear, office)
    assert post(screen, ONE).json == {"owner": True, "say": None}


def test_one_address_cannot_keep_the_office_busy(
    in_clear: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "ASKS", 3)
    screen = registered(in_clear, office)
    assert [post(screen, ONE).status_code for _ in range(4)] == [200, 200, 200, 503]


def registered(client: FlaskClient, office: Office) -> FlaskClient:
    """A board on another machine."""
    screen = office_app(client)
    form = {"token": manager.add_device(office, "board"), "csrf_token": form_token(screen, "/device")}
    assert screen.post("/device", data=form).status_code == 303
    return screen


def test_healthz_tells_of_zones_without_a_voice(client: FlaskClient, clock: SetClock) -> None:
    assert sound_of(client) == {"1": "off", "2": "off"}
    ask(client, audible=False)
    assert sound_of(client) == {"1": "muted", "2": "off"}
    ask(client, TWO)
    assert sound_of(client) == {"1": "on", "2": "off"}
    clock.forward(8)
    assert sound_of(client)["1"] != "on"


def sound_of(client: FlaskClient) -> Any:
    return (client.get("/healthz").json or {})["sound"]


def office_app(client: FlaskClient) -> FlaskClient:
    """Another browser, on another machine."""
    other = client.application.test_client()
    other.environ_base["REMOTE_ADDR"] = AWAY["REMOTE_ADDR"]
    return other


def post(client: FlaskClient, owner: str) -> TestResponse:
    return client.post("/board/1/sound", json={"owner": owner})
