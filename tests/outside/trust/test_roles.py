"""Roles: what each may do, who gives them, whom a refusal names, and what becomes of who loses one."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.domain.errors import NotAllowed, NotSignedIn
from kiosk.domain.office.roles import CONSOLE, NOBODY, PEOPLE, Actor, somebody
from kiosk.office import Office
from kiosk.storage import migrations
from kiosk.storage.db import FILE, connect
from kiosk.storage.office import people
from kiosk.verbs import VERBS, On, Verb, perform
from kiosk.web.live import events
from tests.conftest import SetClock, client_of, form_token, issue, nothing_happens, rows
from tests.outside.trust.outside import hire, run, sign_in, told
from tests.outside.trust.test_casts import DEVICES
from tests.pages.queue.test_touch import words_of
from tests.storage.test_migrations import NAMES, at_step

CHARGE, DESKS = ("người phụ trách", "the person in charge"), ("cán bộ tại quầy", "officers at a desk")
ADMINISTRATORS = ("người quản trị hệ thống", "the system administrator")
SEATED = "SELECT counter FROM seats"


@pytest.fixture
def staffed(office: Office) -> Office:
    """Hà in charge and administrator, An administrator, Lan officer, Thu greeter: each by their login."""
    for login, *roles in (("ha", "manager"), ("an", "administrator"), ("lan",), ("thu", "greeter")):
        hire(office, login, *roles)
    return office


def browser(office: Office, login: str) -> FlaskClient:
    client: FlaskClient = client_of(office)
    assert sign_in(client, login).location == "/home"
    return client


def another(client: FlaskClient, login: str) -> FlaskClient:
    """A second browser beside the first."""
    other = client.application.test_client()
    assert sign_in(other, login).status_code == 303
    return other


def roles_of(office: Office) -> dict[str, str]:
    return {
        login: held
        for login, held, *_ in (line.split("\t") for line in told(office, "officer", "list").split("\n") if line)
    }


def ticked(client: FlaskClient, person: int, roles: list[str], former: list[str]) -> tuple[int, str]:
    """The roles of somebody saved as the page does; answers the status and what it says."""
    form = {"csrf_token": form_token(client, "/device"), "role": roles, "former": former}
    answer = client.post(f"/admin/people/{person}/roles", data=form)
    return answer.status_code, words_of(answer)


def test_the_first_in_charge_is_administrator_and_later_ones_are_what_is_said(staffed: Office) -> None:
    assert told(
        staffed, "officer", "add", "minh", "--role", "greeter", "--role", "officer", "--password", "mật-khẩu-dài"
    ) == ("officer, greeter minh added\n")
    hire(staffed, "phó", "manager")
    assert roles_of(staffed) == {
        "ha": "manager,administrator",
        "an": "administrator",
        "lan": "officer",
        "thu": "greeter",
        "minh": "officer,greeter",
        "phó": "manager",
    }
    assert told(staffed, "verify", "--all")


def test_a_command_gives_these_roles_and_no_others(staffed: Office) -> None:
    assert told(staffed, "officer", "role", "lan", "greeter", "manager", "greeter") == "lan: manager, greeter\n"
    with nothing_happens(staffed):
        assert told(staffed, "officer", "role", "lan", "manager", "greeter") == "lan: manager, greeter\n"
    assert roles_of(staffed)["lan"] == "manager,greeter"
    last = json.loads(told(staffed, "log", "--json").splitlines()[-1])
    assert (last["kind"], last["what"], last["roles"], last["by"]) == (
        "OfficerChanged",
        "roles",
        "manager greeter",
        None,
    )
    assert "lan" not in json.dumps(last)
    assert [each["kind"] for each in staffed.journal.read()][-1] == "roles-changed"
    assert told(staffed, "verify", "--all")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("lan",), 2, "Missing argument 'ROLE...'"),
        (("lan", "chief"), 2, "'chief' is not one of"),
        (("nobody", "officer"), 1, "nobody"),
    ],
)
def test_what_is_no_role_and_who_is_nobody_is_refused(
    staffed: Office, arguments: tuple[str, ...], status: int, words: str
) -> None:
    with nothing_happens(staffed):
        refused = run(staffed, "officer", "role", *arguments)
    assert refused.exit_code == status
    assert words in refused.stderr


def test_the_last_administrator_is_neither_removed_nor_robbed_of_it(staffed: Office) -> None:
    told(staffed, "officer", "role", "ha", "manager")
    with nothing_happens(staffed):
        for command in (("role", "an", "officer"), ("remove", "an")):
            refused = run(staffed, "officer", *command)
            assert (refused.exit_code, refused.stderr) == (
                1,
                "kiosk: an is the only administrator. Make somebody else administrator first.\n",
            )
    told(staffed, "officer", "role", "lan", "officer", "administrator")
    told(staffed, "officer", "remove", "an")
    with nothing_happens(staffed):
        assert run(staffed, "officer", "role", "lan", "officer").exit_code == 1
    assert told(staffed, "verify", "--all")


def test_a_hand_edit_of_a_role_is_found(staffed: Office) -> None:
    with closing(connect(staffed.config.folder / FILE)) as sql:
        sql.execute("UPDATE officers SET roles = 'manager administrator' WHERE login = 'lan'")
    assert "person or device" in run(staffed, "verify", "--all").output


def test_who_was_in_charge_before_there_were_roles_is_administrator_too(tmp_path: Path) -> None:
    old = at_step(tmp_path / "old", NAMES.index("m0028_roles_of_people"))
    with closing(connect(old / FILE)) as sql:
        for login, role in (("ha", "manager"), ("lan", None)):
            values = (login, login, "kept", role)
            sql.execute("INSERT INTO officers(login, name, password_hash, role) VALUES (?, ?, ?, ?)", values)
    assert migrations.upgrade(old) == NAMES[NAMES.index("m0028_roles_of_people") :]
    with closing(connect(old / FILE)) as sql:
        found = {each.login: each.roles for each in people.officers(sql)}
    assert found == {"ha": {"manager", "administrator"}, "lan": {"officer"}}


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_a_verb_is_done_by_whom_its_table_names_and_refused_to_everybody_else(office: Office, verb: Verb) -> None:
    where = "A" if On.AREA in verb.on else 1 if On.COUNTER in verb.on else "A001"
    fields = {each.name: "x" for each in verb.takes}
    acts = {"officer": {"desk"}, "manager": {"manager", "desk"}}
    for role in (*PEOPLE, *DEVICES, "console"):
        actor = CONSOLE if role == "console" else Actor(role=role) if role in DEVICES else somebody(1, None, {role})
        if acts.get(role, {role}) & verb.may:
            continue
        with nothing_happens(office), pytest.raises(NotAllowed):
            perform(verb, office, where, actor, fields=fields)
    with nothing_happens(office), pytest.raises(NotSignedIn):
        perform(verb, office, where, NOBODY, fields=fields)


@pytest.mark.parametrize(
    ("login", "path", "whose", "ask"),
    [
        ("thu", "/admin/", ADMINISTRATORS, "an, ha"),
        ("thu", "/report/", CHARGE, "ha"),
        ("thu", "/desk/1", DESKS, "ha"),
        ("lan", "/admin/", ADMINISTRATORS, "an, ha"),
        ("an", "/monitor/", DESKS, "ha"),
        ("an", "/report/", CHARGE, "ha"),
    ],
)
def test_a_refusal_names_whose_it_is_and_whom_to_ask(
    staffed: Office, login: str, path: str, whose: tuple[str, str], ask: str
) -> None:
    client = browser(staffed, login)
    refused = client.get(path)
    assert refused.status_code == 403
    assert f"Việc này dành cho {whose[0]}. Vui lòng nhờ: {ask}." in words_of(refused)
    assert f"This is for {whose[1]}. Please ask: {ask}." in words_of(client.get(f"{path}?lang=en"))


@pytest.mark.parametrize(
    ("login", "own", "others"),
    [
        (
            "thu",
            {"/touch/", "/touch/missed/", "/lookup/", "/monitor/"},
            {"/report/", "/admin/", "/rate/forms", "/desk/1"},
        ),
        ("lan", {"/monitor/", "/rate/forms", "/rate/sums"}, {"/report/", "/admin/", "/touch/", "/monitor/message/"}),
        ("an", {"/admin/"}, {"/monitor/", "/report/", "/touch/", "/rate/forms", "/desk/1"}),
        ("ha", {"/admin/", "/monitor/", "/monitor/message/", "/report/", "/rate/forms"}, {"/touch/"}),
    ],
)
def test_each_home_names_what_is_ones_own_and_all_of_it_opens(
    staffed: Office, login: str, own: set[str], others: set[str]
) -> None:
    client = browser(staffed, login)
    home = client.get("/home").text
    for path in own:
        assert f'href="{path}?' in home, path
        assert client.get(path).status_code == 200, path
    for path in others:
        assert f'href="{path}?' not in home, path
    assert ('action="/desk/1/seat' in home) is (login in ("lan", "ha"))


def test_who_holds_two_roles_has_the_pages_of_both(staffed: Office) -> None:
    told(staffed, "officer", "role", "lan", "officer", "greeter")
    client = browser(staffed, "lan")
    home = client.get("/home")
    assert "cán bộ, nhân viên hướng dẫn" in words_of(home)
    assert home.text.count('href="/monitor/?') == 1
    assert [client.get(path).status_code for path in ("/touch/", "/desk/1", "/admin/")] == [200, 200, 403]


def test_a_greeter_takes_a_number_for_a_visitor_and_rates_nobody(staffed: Office) -> None:
    client = browser(staffed, "thu")
    data = {"csrf_token": form_token(client, "/device"), "area": "A", "key": "page-key-0001"}
    assert client.post("/touch/tickets", data=data).status_code == 303
    [(token,)] = rows(staffed, "SELECT token FROM tickets")
    for method in ("GET", "POST"):
        with nothing_happens(staffed):
            refused = client.open(f"/rate/kiosk/{token}", method=method, data=data)
        assert refused.status_code == 403
        assert "Việc đánh giá là của công dân." in words_of(refused)


def test_a_greeter_whose_session_lapsed_is_led_to_the_sign_in_and_back(staffed: Office, clock: SetClock) -> None:
    client = browser(staffed, "thu")
    clock.forward(13 * 3600)
    asked = client.get("/touch/?lang=vi")
    assert asked.status_code == 401
    assert 'name="then" value="/touch/?lang=vi"' in asked.text


def test_who_loses_a_role_is_signed_out_stands_up_and_hears_no_more(
    staffed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_S", 0.0)
    lan = browser(staffed, "lan")
    assert lan.post("/desk/1/seat", data={"csrf_token": form_token(lan, "/device")}).status_code == 303
    heard = lan.get("/desk/1/stream", buffered=False).iter_encoded()
    assert next(heard)
    told(staffed, "officer", "role", "lan", "greeter")
    assert rows(staffed, SEATED) == []
    issue(staffed)
    assert next(heard, b"over") == b"over"
    assert lan.get("/home").status_code == 401
    assert told(staffed, "verify", "--all")


def test_who_gains_a_role_has_it_at_once_and_stays_at_the_counter(staffed: Office) -> None:
    lan = browser(staffed, "lan")
    lan.post("/desk/1/seat", data={"csrf_token": form_token(lan, "/device")})
    told(staffed, "officer", "role", "lan", "officer", "manager")
    assert rows(staffed, SEATED) == [(1,)]
    assert lan.get("/report/").status_code == 200


def test_the_administrator_gives_roles_on_a_page(staffed: Office) -> None:
    an = browser(staffed, "an")
    page = an.get("/admin/")
    assert page.text.count('name="role"') == 5 * len(PEOPLE), "of four people, and of somebody new"
    assert ticked(an, 3, ["officer", "manager"], ["officer"])[0] == 303
    assert roles_of(staffed)["lan"] == "manager,officer"
    assert "Đã lưu vai trò của lan." in words_of(an.get("/admin/?done=roles&person=3"))
    [(by,)] = rows(staffed, "SELECT body ->> 'by' FROM log WHERE kind = 'OfficerChanged'")
    assert by == 2
    assert told(staffed, "verify", "--all")


@pytest.mark.parametrize(
    ("person", "roles", "former", "says"),
    [
        (3, ["greeter"], ["greeter"], (409, "Vai trò của lan vừa được người khác thay đổi.")),
        (3, [], ["officer"], (422, "Mỗi người cần ít nhất một vai trò.")),
        (3, ["officer", "console"], ["officer"], (422, "Mỗi người cần ít nhất một vai trò.")),
        (99, ["officer"], ["officer"], (404, "Không có trang này.")),
    ],
)
def test_a_page_that_is_stale_or_gives_what_is_none_changes_nothing(
    staffed: Office, person: int, roles: list[str], former: list[str], says: tuple[int, str]
) -> None:
    an = browser(staffed, "an")
    with nothing_happens(staffed):
        answered, said = ticked(an, person, roles, former)
    assert (answered, says[1] in said) == (says[0], True)


def test_two_administrators_at_once_leave_one(staffed: Office) -> None:
    an = browser(staffed, "an")
    ha = another(an, "ha")
    assert ticked(ha, 2, ["officer"], ["administrator"])[0] == 303
    assert ticked(an, 1, ["manager"], ["manager", "administrator"])[0] == 401, "who was robbed of it robs nobody"
    with nothing_happens(staffed):
        status, said = ticked(ha, 1, ["manager"], ["manager", "administrator"])
    assert (status, "ha là người quản trị duy nhất." in said) == (409, True)
