"""The pad, the phone and the touch screen: they ask at the right moment, once, and end on the same thanks."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.hall import messages
from kiosk.actions.office import manager
from kiosk.actions.ratings import ratings
from kiosk.domain.dossiers.dossier import DossierState
from kiosk.office import Office
from kiosk.pages.ratings import rating
from tests.conftest import SetClock, call, form_token, issue, nothing_happens, rows, serve
from tests.pages.queue.test_touch import words_of
from tests.views.dossiers.test_lookup import file, token

FAR = {"REMOTE_ADDR": "192.0.2.7"}
THANKS = "Cảm ơn Ông/Bà. Cán bộ tại quầy không xem được ý kiến này."
THANKS_EN = "Thank you. The officer at the counter cannot see your answer."
Tap = Callable[..., TestResponse]


@pytest.fixture(autouse=True)
def patient() -> None:
    rating.patience.forget()


@pytest.fixture
def tap(demo_client: FlaskClient) -> Tap:
    """A tap on the pad of a counter."""

    def tapped(leg: int, counter: int = 1, **form: str) -> TestResponse:
        token = form_token(demo_client, f"/rate/{counter}")
        return demo_client.post(f"/rate/{counter}/{leg}", data=form, headers={"X-CSRFToken": token})

    return tapped


def judged(office: Office) -> list[tuple[object, ...]]:
    ratings.settle(office, everything=True)
    return rows(office, "SELECT level, source, reasons FROM ratings")


def test_the_pad_welcomes_until_somebody_was_served(demo_client: FlaskClient, demo_office: Office) -> None:
    issue(demo_office)
    call(demo_office)
    waiting = demo_client.get("/rate/1").text
    assert "Kính chào Quý công dân" in waiting
    assert 'id="stage"' not in waiting


def test_what_the_hall_is_told_is_on_the_pad_and_an_evacuation_before_all(
    demo_client: FlaskClient, demo_office: Office
) -> None:
    calm = messages.show(demo_office, "free", ["1"], ("Quầy 3 nghỉ đến 10 giờ", "Counter 3 rests until 10"))
    page = demo_client.get("/rate/1").text
    assert '<div id="told" class="calm" role="alert">' in page
    assert "Quầy 3 nghỉ đến 10 giờ" in page and "Counter 3 rests until 10" in page
    alarm = messages.show(demo_office, "evacuation")
    messages.show(demo_office, "outage")
    page = demo_client.get("/rate/1").text
    assert '<div id="told" class="alarm" role="alert">' in page
    assert "Yêu cầu rời khỏi tòa nhà ngay" in page and "Leave the building" in page
    for each in (calm, alarm):
        messages.end(demo_office, each.id)
    assert "mất điện" in demo_client.get("/rate/1").text


def test_two_taps_and_thanks_in_both_languages(demo_client: FlaskClient, demo_office: Office, tap: Tap) -> None:
    issue(demo_office)
    leg = serve(demo_office).id
    page = demo_client.get("/rate/1").text
    assert page.count('name="level"') == 6  # three faces in each language
    why = tap(leg, level="not_satisfied").text
    assert why.lstrip().startswith("<section")  # the fragment, not a page
    assert "Xin cho biết điều Ông/Bà chưa hài lòng (không bắt buộc)" in why
    assert "Thái độ phục vụ chưa tốt" in why
    assert "Manner of service" in why
    thanks = tap(leg, reason="unclear").text
    assert THANKS in thanks and THANKS_EN in thanks
    assert judged(demo_office) == [("not_satisfied", "pad", "unclear")]


@pytest.mark.parametrize("reason", ["money", "manner", "extra_papers"])
def test_a_grave_reason_is_asked_about_on_a_screen_of_its_own(demo_office: Office, tap: Tap, reason: str) -> None:
    """Two taps on one spot once told the person in charge that money had been asked for."""
    issue(demo_office)
    leg = serve(demo_office).id
    tap(leg, level="not_satisfied")
    asked = tap(leg, reason=reason).text
    assert "Ông/Bà muốn phản ánh" in asked and "Do you want to report" in asked and THANKS not in asked
    assert THANKS not in tap(leg, reason=reason).text  # touched once more it is still no report
    assert "Xin cho biết điều Ông/Bà chưa hài lòng" in tap(leg, again="1").text
    assert THANKS not in tap(leg, sure=reason).text  # what was not asked about is not confirmed
    assert THANKS in tap(leg, sure=reason).text
    assert judged(demo_office) == [("not_satisfied", "pad", reason)]


@pytest.mark.parametrize("level", ["very_satisfied", "satisfied"])
def test_a_satisfied_citizen_is_done_with_one_tap(demo_office: Office, tap: Tap, level: str) -> None:
    issue(demo_office)
    assert THANKS in tap(serve(demo_office).id, level=level).text


def test_a_second_tap_changes_nothing_and_is_thanked_all_the_same(demo_office: Office, tap: Tap) -> None:
    issue(demo_office)
    leg = serve(demo_office).id
    tap(leg, level="satisfied")
    with nothing_happens(demo_office):
        again = tap(leg, level="not_satisfied")
    assert (again.status_code, THANKS in again.text) == (200, True)


@pytest.mark.parametrize(
    ("counter", "level", "status"), [(2, "satisfied", 404), (1, "splendid", 422)], ids=["another counter", "no face"]
)
def test_a_forged_tap_is_refused_in_words(demo_office: Office, tap: Tap, counter: int, level: str, status: int) -> None:
    issue(demo_office)
    leg = serve(demo_office).id
    with nothing_happens(demo_office):
        refused = tap(leg, counter, level=level)
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (status, "#notice")
    assert '<p class="notice">' in refused.text


def test_what_the_pad_showed_is_noted(demo_client: FlaskClient, demo_office: Office) -> None:
    issue(demo_office)
    leg = serve(demo_office).id
    token = form_token(demo_client, "/rate/1")
    assert demo_client.post(f"/rate/1/{leg}/offered", headers={"X-CSRFToken": token}).status_code == 204
    assert rows(demo_office, "SELECT leg, via FROM rating_offers") == [(leg, "pad")]


def test_a_pad_is_registered_with_a_token_of_its_own(in_clear: FlaskClient, office: Office) -> None:
    client = in_clear
    assert client.get("/rate/1").status_code == 401
    assert client.get("/rate/1/stream").status_code == 401
    asked = client.get("/rate/1", environ_base=FAR).text
    assert 'action="/device' in asked and "kiosk token add --role pad --counter N" in asked
    data = {"token": manager.add_device(office, "pad", counter=1), "csrf_token": form_token(client, "/device")}
    sent = client.post("/device", data=data, environ_base=FAR)
    assert sent.headers["Location"] == "/rate/"
    assert client.get("/rate/", environ_base=FAR).location == "/rate/1"
    assert client.get("/rate/8", environ_base=FAR).status_code == 403
    assert client.get("/rate/1", environ_base=FAR).status_code == 200
    assert client.get("/desk/1", environ_base=FAR).status_code == 403
    assert client.get("/touch/", environ_base=FAR).status_code == 403


def test_an_unknown_counter_has_no_pad(demo_client: FlaskClient) -> None:
    assert demo_client.get("/rate/99").status_code == 404
    assert demo_client.get("/rate/99/stream").status_code == 404


def test_the_phone_asks_when_the_service_is_over(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    assert 'name="level"' not in client.get(f"/t/{token}").text
    serve(office)
    page = client.get(f"/t/{token}").text
    assert page.count('name="level"') == 3
    assert f'data-offered="/rate/t/{token}/offered"' in page
    assert client.post(f"/rate/t/{token}/offered").status_code == 204
    why = client.post(f"/rate/t/{token}", data={"level": "not_satisfied"}, follow_redirects=True)
    assert "Xin cho biết điều Ông/Bà chưa hài lòng" in why.text
    thanks = client.post(f"/rate/t/{token}?lang=en", data={"reason": "wait"}, follow_redirects=True)
    assert THANKS_EN in thanks.text
    assert THANKS in client.get(f"/t/{token}").text
    assert judged(office) == [("not_satisfied", "phone", "wait")]


def test_rating_twice_is_refused_politely_and_the_first_stands(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    ratings.rate_at_pad(office, 1, serve(office).id, "satisfied")
    with nothing_happens(office):
        again = client.post(f"/rate/t/{token}", data={"level": "not_satisfied"})
    assert again.status_code == 409
    assert "Lượt này đã được đánh giá; ý kiến đầu tiên được giữ nguyên. Cảm ơn Ông/Bà." in again.text


def test_yesterdays_service_is_not_asked_for_any_more(client: FlaskClient, office: Office, clock: SetClock) -> None:
    token = issue(office).token
    serve(office)
    clock.forward(24 * 3600)
    page = client.get(f"/t/{token}").text
    assert "Mỗi lượt phục vụ chỉ nhận đánh giá ngay trong ngày." in page
    assert 'name="level"' not in page
    assert client.post(f"/rate/t/{token}", data={"level": "satisfied"}).status_code == 409
    assert judged(office) == []


def test_before_the_service_there_is_nothing_to_judge(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    for answer in (client.get(f"/rate/t/{token}"), client.post(f"/rate/t/{token}", data={"level": "satisfied"})):
        assert answer.status_code == 409
        assert "Số A001 chưa được phục vụ xong." in answer.text


def test_forged_tokens_look_all_the_same_and_guessing_is_slowed_down(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    serve(office)
    looks = {client.get(f"/rate/t/forged-{i}").text for i in range(5)}
    looks |= {client.post(f"/rate/t/forged-{i}", data={"level": "satisfied"}).text for i in range(5)}
    assert len(looks) == 1
    assert [client.get(f"/rate/t/forged-{i}").status_code for i in range(12)] == [404] * 9 + [429] * 3
    assert client.get(f"/rate/t/{token}").status_code == 200  # who holds a slip is never made to wait


def test_the_touch_screen_asks_who_scans_a_slip_after_the_service(
    demo_client: FlaskClient, demo_office: Office
) -> None:
    token = issue(demo_office).token
    serve(demo_office)
    assert f"/rate/kiosk/{token}" in demo_client.get(f"/touch/missed/{token}").text
    path = f"/rate/kiosk/{token}"
    form = {"csrf_token": form_token(demo_client, path)}
    thanks = demo_client.post(path, data={**form, "level": "satisfied"}, follow_redirects=True)
    assert THANKS in thanks.text
    assert "data-leave" in thanks.text  # and goes home by itself
    assert judged(demo_office) == [("satisfied", "kiosk", None)]
    refused = demo_client.post(path, data={**form, "level": "very_satisfied"})
    assert (refused.status_code, "touch" in refused.text) == (409, True)


def test_the_touch_screen_rates_with_its_pages_token_only(demo_client: FlaskClient, demo_office: Office) -> None:
    token = issue(demo_office).token
    serve(demo_office)
    assert demo_client.post(f"/rate/kiosk/{token}", data={"level": "satisfied"}).status_code == 409
    assert judged(demo_office) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_stage_has_holes(client: FlaskClient, office: Office, lang: str) -> None:
    token = issue(office).token
    serve(office)
    for form in ({"level": "not_satisfied"}, {"reason": ""}, {}):
        said = words_of(client.get(f"/rate/t/{token}?lang={lang}"))
        assert not re.search(r"\bNone\b|undefined|\{|\}", said), said
        client.post(f"/rate/t/{token}", data=form)


def test_a_returned_dossier_is_rated_once_by_the_receipts_code(client: FlaskClient, office: Office) -> None:
    returned = file(office, state=DossierState.RETURNED, returned_at=office.clock())
    code = token(office, returned)
    assert f'href="/rate/r/{code}' in client.get(f"/lookup/r/{code}").text
    assert "Ông/Bà có hài lòng với việc giải quyết hồ sơ này không?" in client.get(f"/rate/r/{code}").text
    why = client.post(f"/rate/r/{code}", data={"level": "not_satisfied"}, follow_redirects=True)
    assert "Trả kết quả trễ hẹn" in why.text
    thanks = client.post(f"/rate/r/{code}", data={"reason": "late"}, follow_redirects=True)
    assert THANKS in thanks.text
    with nothing_happens(office):
        assert client.post(f"/rate/r/{code}", data={"level": "satisfied"}).status_code == 409
    assert judged(office) == [("not_satisfied", "phone", "late")]
    assert rows(office, "SELECT agency FROM ratings") == [(returned.agency,)]


def test_a_dossier_is_rated_after_its_return_and_not_for_ever(
    client: FlaskClient, office: Office, clock: SetClock
) -> None:
    early = token(office, file(office, 1))
    returned = token(office, file(office, 2, state=DossierState.RETURNED, returned_at=office.clock()))
    assert "chưa trả kết quả" in client.post(f"/rate/r/{early}", data={"level": "satisfied"}).text
    clock.forward(7 * 24 * 3600)
    late = client.post(f"/rate/r/{returned}", data={"level": "satisfied"})
    assert (late.status_code, "trong 7 ngày sau khi trả" in late.text) == (409, True)
    forged = {client.get(f"/rate/r/{code}").text for code in ("forged", f"{returned[:-1]}-", "1")}
    assert len(forged) == 1
    assert judged(office) == []
