"""One stream for all windows of a browser: each region by its own rules, and no way around them."""

import json

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from kiosk.web.serving import places as module
from tests.conftest import call, issue

BOARD, SIGN, DESK = "/board/1/stream?lang=vi", "/board/counter/1/stream", "/desk/1/stream"


def heard(client: FlaskClient, *of: str) -> tuple[int, bytes]:
    """The status of the shared stream of these addresses, and the first it says."""
    answer = client.get("/live", query_string={"of": [*of]}, buffered=False)
    if answer.status_code != 200:
        return answer.status_code, answer.data
    text = next(iter(answer.iter_encoded()))
    answer.close()
    return 200, text


def test_each_region_is_told_whole_with_its_number_and_state(client: FlaskClient, office: Office) -> None:
    issue(office)
    call(office)
    status, text = heard(client, BOARD, SIGN)
    assert status == 200
    board, sign = text.index(b"of: 0\nas-of: "), text.index(b"of: 1\nas-of: ")
    assert b"A001" in text[board:sign]
    assert b"A001" in text[sign:]


def test_what_is_refused_alone_is_refused_in_company(client: FlaskClient) -> None:
    status, text = heard(client, BOARD, DESK, "/board/99/stream")
    assert status == 200
    alone = [client.get(path).status_code for path in (DESK, "/board/99/stream")]
    assert text.startswith(b"of: 1\nevent: refused\ndata: %d\n\nof: 2\nevent: refused\ndata: %d\n\n" % (*alone,))
    assert b"of: 1\nas-of" not in text


def test_a_page_that_may_hear_nothing_hears_why(client: FlaskClient) -> None:
    assert heard(client, DESK) == (client.get(DESK).status_code, b"")


@pytest.mark.parametrize(
    "of", [[], ["/healthz"], ["/report/?x=/stream"], ["/live"], ["//evil.example/stream"], ["/board/1/../stream"]]
)
def test_only_streams_are_asked_for(client: FlaskClient, of: list[str]) -> None:
    assert heard(client, *of)[0] in (400, 404)


def test_more_than_a_browser_has_windows_is_refused(client: FlaskClient) -> None:
    assert heard(client, *[BOARD] * 65)[0] == 400


def test_many_windows_take_one_place(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STRANGERS", 1)
    first = client.get("/live", query_string={"of": [BOARD, SIGN]}, buffered=False)
    assert first.status_code == 200
    assert json.loads(client.get("/healthz").data)["streams"] == 1
    assert heard(client, BOARD)[0] == 503
    first.close()
    assert heard(client, BOARD)[0] == 200


def test_from_the_last_announcement_on(client: FlaskClient, office: Office) -> None:
    issue(office)
    issue(office)
    call(office, 1)
    call(office, 2)
    _, all_of_them = heard(client, f"{BOARD}&since=0")
    _, newer = heard(client, f"{BOARD}&since=1")
    assert (all_of_them.count(b"event: call"), newer.count(b"event: call")) == (2, 1)
