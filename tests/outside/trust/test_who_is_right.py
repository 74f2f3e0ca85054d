"""Who is right never waits: whatever others guess, a right proof of something else opens it, and so does the paper."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.office import Office
from tests.conftest import SetClock, client_of, form_token, issue
from tests.outside.trust.outside import bearing, hire, machine, sign_in, token
from tests.views.dossiers.test_lookup import CARD, CODE, file, pin
from tests.views.dossiers.test_lookup import token as receipt_of

FAR = {"REMOTE_ADDR": "192.0.2.7"}
DAY_S = 86_400


def look(client: FlaskClient, code: str, factor: str, at: str = "?kiosk=1", address: str = "127.0.0.1") -> int:
    """The status of a look-up from an address."""
    base = {"REMOTE_ADDR": address}
    form = {"csrf_token": form_token(client, f"/lookup/{at}"), "code": code, "factor": factor}
    return client.post(f"/lookup/{at}", data=form, environ_base=base).status_code


@pytest.mark.parametrize("wrong", ["000000", "0000"])
def test_whatever_was_guessed_at_one_screen_another_dossier_opens_there(
    client: FlaskClient, office: Office, wrong: str
) -> None:
    file(office)
    other = file(office, 2)
    for _ in range(12):
        look(client, CODE, wrong)
    assert look(client, other.code, pin(office, other)) == 303
    assert look(client, other.code, "5678") == 303


def test_many_guesses_at_the_codes_of_a_day_hold_up_no_owner(in_clear: FlaskClient, office: Office) -> None:
    owned = [file(office, n) for n in range(1, 11)]
    for n in range(60):
        look(in_clear, owned[n % 9].code, "0000", "", f"198.51.100.{n}")
    assert look(in_clear, owned[9].code, "5678", "", "198.51.100.7") == 303
    for each in owned:
        assert look(in_clear, each.code, pin(office, each), "", "198.51.100.7") == 303


def test_whoever_guesses_the_phone_of_a_dossier_the_paper_in_its_owners_hand_opens_it(
    client: FlaskClient, office: Office
) -> None:
    filed = file(office)
    assert [look(client, CODE, f"{n:04}") for n in range(12)] == [404] * 5 + [429] * 7
    assert look(client, CODE, "5678") == 429
    assert look(client, CODE, pin(office, filed)) == 303
    assert client.get(f"/lookup/r/{receipt_of(office, filed)}?kiosk=1").status_code == 303


def test_who_guesses_pins_far_away_does_not_keep_the_owner_out(in_clear: FlaskClient, office: Office) -> None:
    filed = file(office)
    statuses = [look(in_clear, CODE, f"{n:06}", "", "198.51.100.66") for n in range(100, 200)]
    assert statuses[:40] == [404] * 40
    assert statuses[-20:] == [429] * 20
    assert look(in_clear, CODE, pin(office, filed), "", "198.51.100.66") == 429, "the guesser has to wait"
    assert look(in_clear, CODE, pin(office, filed), "", "192.0.2.7") == 303
    assert look(in_clear, CODE, "5678", "", "198.51.100.66") == 303, "another way is counted apart"


@pytest.mark.parametrize(("factor", "tries"), [("0000", 8), ("000000", 45)])
def test_a_code_of_nothing_is_slowed_down_in_the_same_words(
    client: FlaskClient, office: Office, factor: str, tries: int
) -> None:
    file(office)

    def answers(code: str) -> list[tuple[int, str]]:
        told = []
        for _ in range(tries):
            form = {"csrf_token": form_token(client, "/lookup/?kiosk=1"), "code": code, "factor": factor}
            answer = client.post("/lookup/?kiosk=1", data=form)
            told.append((answer.status_code, answer.text.partition('role="alert">')[2].partition("</p>")[0]))
        return told

    owned = answers(CODE)
    assert any(answers(f"{CODE[:-4]}{n:04}") == owned for n in range(9001, 9031)), "half of them, by a keyed toss"


def test_guessing_does_not_begin_anew_with_the_server(client: FlaskClient, office: Office) -> None:
    from kiosk.actions import housekeeping

    file(office)
    assert [look(client, CODE, "0000") for _ in range(6)] == [404] * 5 + [429]
    housekeeping.close(office)
    again = Office(office.config, office.clock)
    assert look(client_of(again), CODE, "0001") == 429
    again.db.close()


def test_a_delay_ends(client: FlaskClient, office: Office, clock: SetClock) -> None:
    file(office)
    for _ in range(6):
        look(client, CODE, "0000")
    clock.forward(DAY_S + 1)
    assert look(client, CODE, "5678") == 303


def test_a_whole_phone_number_proves_as_its_end_does(client: FlaskClient, office: Office) -> None:
    file(office)
    for typed in ("0912345678", "0912 345 678", "+84 912 345 678"):
        assert look(client, CODE, typed) == 303
    assert look(client, CODE, "0999345678") == 404
    for page in ("/lookup/", "/lookup/?kiosk=1"):
        field = client.get(page).text.partition('name="factor"')[2].partition(">")[0]
        assert 'maxlength="20"' in field


def test_programs_are_counted_by_the_dossier_too(in_clear: FlaskClient, office: Office) -> None:
    file(office)
    other = file(office, 2)
    own = bearing(token(office, "kiosk"))

    def ask(code: str, factor: str) -> TestResponse:
        return in_clear.get(f"/api/v1/dossiers/{code}?factor={factor}", headers=own)

    assert [ask(CODE, "0000").status_code for _ in range(7)] == [404] * 5 + [429] * 2
    assert ask(other.code, "5678").status_code == 200
    assert "PIN" in ask(CODE, "0000").json["message"]  # type: ignore[index]


def missed(client: FlaskClient, number: str, code: str) -> int:
    form = {"csrf_token": form_token(client, "/touch/missed/"), "number": number, "code": code}
    return client.post("/touch/missed/", data=form).status_code


def test_guesses_at_a_slip_hold_up_no_other_slip(client: FlaskClient, office: Office) -> None:
    guessed, other = issue(office), issue(office)
    wrong = f"{(int(guessed.code) + 1) % 10_000:04d}"
    assert [missed(client, guessed.number, wrong) for _ in range(8)] == [404] * 5 + [429] * 3
    assert missed(client, other.number, other.code) == 303


def test_the_person_in_charge_is_told_who_guesses_and_no_secret(client: FlaskClient, office: Office) -> None:
    from kiosk.actions import housekeeping

    filed = file(office)
    for n in range(6):
        look(client, CODE, f"00{n:02}")
    housekeeping.keep_house(office)
    hire(office, "chief", "manager")
    hire(office, "lan")
    chief, lan = client_of(office), client.application.test_client()
    sign_in(chief, "chief")
    page = chief.get("/monitor/").text
    assert f'id="guessed-dossier-{filed.id}-phone"' in page
    assert "0003" not in page
    assert CODE not in page
    sign_in(lan, "lan")
    assert "guessed-dossier" not in lan.get("/monitor/").text
    [noted] = [each for each in office.journal.read() if each["kind"] == "guessing"]
    assert (noted["dossier"], noted["way"], noted["wrong"]) == (filed.id, "phone", 5)
    assert "whence" in noted
    assert not {"0003", "0005", CODE} & {str(value) for value in noted.values()}


def test_wrong_passwords_elsewhere_lock_nobody_out_of_their_own_browser(office: Office) -> None:
    hire(office, "lan")
    relaxed = machine(office, "plain_passwords = true")
    own = relaxed
    assert sign_in(own, "lan").status_code == 303
    own.post("/logout", data={"csrf_token": form_token(own, "/device")})
    for n in range(30):
        stranger = relaxed.application.test_client()
        form = {"csrf_token": form_token(stranger, "/device"), "name": "lan", "password": f"wrong-{n}"}
        stranger.post("/login", data=form, environ_base={"REMOTE_ADDR": f"198.51.100.{n}"})
        stranger.post("/login", data=form)  # at the same address too
    assert sign_in(own, "lan").status_code == 303


def test_a_card_whose_phone_was_guessed_at_is_still_proven_by_its_receipt(client: FlaskClient, office: Office) -> None:
    first, second = file(office), file(office, 2)
    form = {"csrf_token": form_token(client, "/touch/")}
    card = f"{CARD}|082123456|NGUYỄN VĂN MẪU|01021990|Nam|Khối 1, Lạng Sơn|15042021"
    notice = client.post("/touch/scan?kiosk=1", data=form | {"text": card}).location.partition("?")[0]
    bearer = client.post(f"{notice}?kiosk=1", data=form).location

    def prove(factor: str) -> int:
        return client.post(bearer, data=form | {"factor": factor}).status_code

    assert [prove(f"{n:04}") for n in range(8)] == [404] * 5 + [429] * 3
    assert look(client, first.code, "5678") == 429, "the same phone, whichever way it is guessed at"
    assert prove(pin(office, second)) == 303
    assert look(client, first.code, pin(office, first)) == 303
