"""Every address and every verb is tried by everybody: who may is served, everybody else is refused and changes nothing.

The addresses come from the application's own map and the verbs from their table: one that is not declared here fails.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kiosk.office import Office
from kiosk.verbs import VERBS
from tests.conftest import nothing_happens
from tests.outside.trust.outside import FAR, PASSWORD, TLS, bearing, hire, safe_form_token, token

COOKIE = "__Host-office"
DEVICES = ("kiosk", "pad", "board", "desk")
PEOPLE = frozenset({"greeter", "officer", "manager", "administrator"})
EVERYBODY = frozenset({"nobody", *DEVICES, *PEOPLE})
STAFF, CHARGE, ADMINISTRATOR = frozenset({"officer", "manager"}), frozenset({"manager"}), frozenset({"administrator"})
HALL = STAFF | {"greeter"}  # who sees who waits where
KIOSK, PAD, BOARD, DESK = (frozenset({role}) for role in DEVICES)
TOUCH = KIOSK | {"greeter"}  # who presses for a visitor
MAY: Mapping[frozenset[str], str] = {
    # What a window of one stream shows is asked for, and granted or not, at its own address.
    EVERYBODY: "home.index home.health inter static login.ask login.ask_again login.ask_device login.sign_out "
    "board.board board.letters board.stream board.notice sign.sign sign.stream voice.speech voice.chime "
    "phone.ticket phone.ask phone.do phone.code phone.now lookup.ask lookup.find lookup.found lookup.done "
    "windows.live lookup.receipt rating.by_phone rating.rate_by_phone rating.offered_by_phone rating.by_receipt "
    "rating.rate_by_receipt api_schema.openapi",
    PEOPLE: "assists.note assists.take_back own.home account.show account.change_password account.end_session "
    "login.here alerts.stream alerts.end login.ask_pin clock.accept",
    HALL: "monitor.monitor monitor.stream monitor.why monitor.reprint",
    ADMINISTRATOR: "admin.show admin.give_roles admin.add admin.reset_password admin.remove",
    STAFF: "desk.choose desk.desk desk.strip desk.stream desk.strip_stream desk_steps.take desk_steps.take_aside "
    "desk_ticket.ticket "
    "desk_ticket.scan seats.take seats.arrive alerts.raise_alert "
    "reception.desk reception.receive reception.scan reception.find reception.seek reception.find_procedures "
    "reception.dossier "
    "reception.step reception.receipt reception.receipt_state "
    "rating_staff.forms rating_staff.type_form rating_staff.print_forms rating_staff.sums",
    CHARGE: "monitor.skip monitor.undo_skip "
    "message.choose message.show message.repeat message.end clock.reopen alerts.end_complaint report.show "
    "report.sheet bulletin.show bulletin.printed",
    TOUCH: "touch.idle touch.areas touch.needs touch.take touch.result touch.done touch.staff touch.call_staff "
    "touch.hall_message "
    "touch.give_back touch.ask_class touch.tell_class missed.ask missed.find missed.stands missed.come_back "
    "scan.read lookup.collect lookup.card_notice "
    "lookup.card_agreed lookup.bearer lookup.bearer_proven",
    KIOSK: "rating.by_kiosk rating.rate_by_kiosk api.issue api.dossier",
    PAD: "rating.pads rating.pad rating.tap rating.offered rating.stream",
    BOARD: "voice.sound api.board",
    DESK: "api.note_assist api.take_assist_back "
    "api_verbs.at_counter api_verbs.with_ticket api_verbs.in_area api_verbs.why",
}
CASTS = {endpoint: cast for cast, endpoints in MAY.items() for endpoint in endpoints.split()}
SIGN_IN = {
    "login.sign_in",
    "login.sign_in_again",
    "login.register",
    "login.begin_office",
    "login.set_pin",
}  # who they admit, other tests tell
LOOKS = ("reception.find_procedures",)  # sends what was typed, and does nothing
ENDING = {"account.end_session", "login.sign_out"}
STEPS = [verb.name for verb in VERBS.values() if "desk" in verb.may]  # what programs may
SAMPLES = {"zone": "1", "area": "A", "filename": "icon.svg", "name": "x", "token": "x"}


@dataclass(frozen=True)
class Known:
    """What a browser is known by: its cookie, and the token of its forms."""

    cookie: str
    form: str


@pytest.fixture
def cast(office: Office, client: FlaskClient) -> dict[str, Known]:
    """Everybody: each browser on another machine, over TLS."""
    for role in ("administrator", *sorted(PEOPLE - ADMINISTRATOR)):  # the first in charge were administrator too
        hire(office, role, role)
    found = {"nobody": known(client)}
    found |= {role: known(client, "/login", name=role, password=PASSWORD) for role in PEOPLE}
    return found | {role: known(client, "/device", token=admitted(office, role)) for role in DEVICES}


def admitted(office: Office, role: str) -> str:
    """The token of a device; a rating tablet stands at counter 1."""
    return token(office, role, *(("--counter", "1") if role == "pad" else ()))


def known(client: FlaskClient, path: str = "", **form: str) -> Known:
    """A new browser, after a form was sent when one is named."""
    browser = client.application.test_client()
    told = {"csrf_token": safe_form_token(browser), **form}
    if path:
        assert browser.post(path, data=told, base_url=TLS, environ_base=FAR).status_code == 303
    token = safe_form_token(browser)
    found = browser.get_cookie(COOKIE)
    assert found
    return Known(found.value, token)


def addresses(rule: Rule) -> list[str]:
    """The address with a sample in each place, once for each verb it takes."""
    verbs = re.search(r"<any\(([^)]*)\):\w+>", rule.rule)
    path = re.sub(r"<int:\w+>", "1", rule.rule)
    choices = [each.strip(" '") for each in verbs[1].split(",")] if verbs else STEPS if "<verb>" in path else [""]
    paths = [path.replace(verbs[0] if verbs else "<verb>", choice) for choice in choices]
    return [re.sub(r"<(?:\w+:)?(\w+)>", lambda place: SAMPLES.get(place[1], "x"), each) for each in paths]


def ways(rule: Rule) -> Iterator[tuple[str, str]]:
    """Every way to ask at an address."""
    for path in addresses(rule):
        yield from ((path, method) for method in sorted((rule.methods or set()) & {"GET", "POST"}))


def asked(client: FlaskClient, method: str, path: str, who: Known, **headers: str) -> TestResponse:
    """A request from another machine over TLS, by whoever has the cookie; a stream is only opened."""
    browser = client.application.test_client()
    browser.set_cookie(COOKIE, who.cookie, path="/", secure=True)
    headers |= {"X-CSRFToken": who.form}
    return browser.open(path, method=method, headers=headers, base_url=TLS, environ_base=FAR, buffered=False)


def refused(answer: TestResponse) -> bool:
    """Whether an answer says that this is not for who asks; 404, 409 and 422 say that it is not so."""
    with closing(answer):
        return answer.status_code in (401, 403)


def rules(client: FlaskClient) -> Iterator[Rule]:
    """Every address; last what ends what the others are asked with."""
    every = [each for each in client.application.url_map.iter_rules() if each.endpoint not in SIGN_IN]
    yield from sorted(every, key=lambda rule: (rule.endpoint in ENDING, rule.rule))


def test_every_address_declares_its_cast_and_every_cast_has_its_address(demo_client: FlaskClient) -> None:
    there = {rule.endpoint for rule in demo_client.application.url_map.iter_rules()} - SIGN_IN
    extra = {each for each in there if each.startswith("slips.")}  # the demo's own page
    assert there - extra == CASTS.keys()


def test_every_address_serves_its_cast_and_nobody_else(
    client: FlaskClient, office: Office, cast: dict[str, Known]
) -> None:
    for rule in rules(client):
        who_may = CASTS[rule.endpoint]
        if rule.rule.startswith("/api"):
            continue
        for path, method in (
            (p, m) for p in addresses(rule) for m in sorted((rule.methods or set()) & {"GET", "POST"})
        ):
            with nothing_happens(office):
                for who in EVERYBODY - who_may:
                    assert refused(asked(client, method, path, cast[who])), f"{who} may {method} {path}"
        for who in sorted(who_may):
            assert not refused(asked(client, method, path, cast[who])), f"{who} may not {method} {path}"


def test_the_stream_of_a_browsers_windows_grants_no_region_that_its_own_address_refuses(
    client: FlaskClient, cast: dict[str, Known]
) -> None:
    for rule in (rule for rule in rules(client) if rule.rule.endswith("/stream")):
        for path in addresses(rule):
            for who in EVERYBODY:
                may = who in CASTS[rule.endpoint]
                assert refused(asked(client, "GET", f"/live?of={path}", cast[who])) is not may, f"{who}: {path}"


def test_every_program_serves_its_role_and_no_other(
    client: FlaskClient, office: Office, cast: dict[str, Known]
) -> None:
    tokens = {role: bearing(admitted(office, role)) for role in DEVICES} | {"nobody": {}}
    for rule in (each for each in rules(client) if each.rule.startswith("/api") and CASTS[each.endpoint] != EVERYBODY):
        who_may = CASTS[rule.endpoint]
        for path, method in (
            (p, m) for p in addresses(rule) for m in sorted((rule.methods or set()) & {"GET", "POST"})
        ):
            with nothing_happens(office):
                for who in tokens.keys() - who_may:
                    assert refused(asked(client, method, path, cast["nobody"], **tokens[who])), f"{who} may {path}"
                for who, browser in cast.items():  # who signed in to pages is nobody to a program's address
                    assert refused(asked(client, method, path, browser)), f"{who}'s cookie may {path}"
            for who in who_may:
                assert not refused(asked(client, method, path, cast["nobody"], **tokens[who])), f"{who} may not {path}"


def test_who_does_not_sit_at_a_counter_takes_no_step_there(
    client: FlaskClient, office: Office, cast: dict[str, Known]
) -> None:
    assert asked(client, "POST", "/desk/1/arrive", cast["manager"]).status_code == 204
    for rule in rules(client):
        steps = rule.endpoint.partition(".")[0] in ("desk_steps", "reception", "seats") and rule.endpoint not in LOOKS
        if steps and "POST" in (rule.methods or ()):
            for path in addresses(rule):
                with nothing_happens(office), closing(asked(client, "POST", path, cast["officer"])) as answer:
                    assert 300 <= answer.status_code < 500, path
                    assert answer.status_code != 303 or rule.endpoint == "seats.take", path


def test_every_verb_says_who_may(office: Office) -> None:
    for verb in VERBS.values():
        assert verb.may <= {"desk", "manager", "console"}, verb.name
        assert verb.may, verb.name
