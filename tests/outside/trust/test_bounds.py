"""Whatever stands in an address, a field or a header: an answer in words, and never a fault of the program."""

import itertools
import json
import random
import re
from collections.abc import Iterator
from itertools import count

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from kiosk.office import Office
from tests.conftest import call, form_token, issue
from tests.outside.trust.outside import bearing, hire, run, token

HUGE = [
    "9" * 19,
    "9" * 400,
    "9223372036854775808",
    "-1",
    "0",
    "00",
    "²",
    "٣",
    "1_0",
    "1e9",
    "\ud800",
    "\x00",
    "%2e%2e",
    "x" * 3000,
]
WORDS = [
    *HUGE,
    "A" + "9" * 30,
    "A²01",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00",
    "10000-01-01",
    "A001",
    "1",
    "🙂",
]
FIELDS = {
    "page", "dossier", "number", "counter", "leg", "year", "part", "from", "to", "kind", "cut", "form", "lang", "key",
    "seen", "since", "distance", "diagonal", "resolution", "q", "code", "factor", "area", "priority", "needs", "role",
    "then", "level", "reason", "day", "forms", "place", "remind_min", "ticket", "text", "name", "password", "pin",
    "fee", "how", "new_due", "procedure", "id_number", "phone", "version", "vi", "en", "zone", "receipt", "words",
    "token", "on", "over", "short", "holder", "channel", "agency", "sure", "unsure", "large", "kiosk", "remind",
}  # fmt: skip

RIGHT = {
    "page": "1", "number": "A001", "counter": "2", "year": "2026", "part": "2", "from": "2026-07-01",
    "to": "2026-07-02", "cut": "15", "form": "II.06a", "lang": "vi", "area": "A", "priority": "elderly",
    "level": "satisfied", "reason": "other", "place": "turn", "code": "H15.50.05.13-260702-0001", "factor": "123456",
    "q": "mau", "text": "Mẫu", "name": "Người Thử", "phone": "0900000001", "id_number": "001090000001", "fee": "50000",
    "how": "counter", "new_due": "2026-07-20T09:00", "receipt": "a5", "zone": "1", "remind": "5", "distance": "5",
    "diagonal": "43", "seen": "1",
}  # fmt: skip
KINDS = ("month", "quarter", "half", "nine", "year", "free", "outage")


def rules(client: FlaskClient) -> list[Rule]:
    """Every address but streams, which do not end."""
    found = (rule for rule in client.application.url_map.iter_rules() if not rule.rule.endswith("/stream"))
    return sorted(found, key=lambda rule: rule.rule)


def address(rule: str, words: Iterator[str]) -> str:
    """The address with a word in each place."""
    from urllib.parse import quote

    def put(match: re.Match[str]) -> str:
        if match[0].startswith("<any("):
            return match[0].removeprefix("<any(").partition(")")[0].split(",")[0].strip(" '\"")
        return quote(next(words).encode("utf-8", "surrogatepass"), safe="")

    return re.sub(r"<(?:any\([^)]*\):|[a-z]+(?:\([^)]*\))?:)?[a-z]+>", put, rule)


def sent(client: FlaskClient, rule: Rule, words: list[str], headers: dict[str, str]) -> None:
    """Ask at an address in every way it takes, with odd words everywhere."""
    turn = count()
    every = iter(lambda: words[next(turn) % len(words)], None)
    path = address(rule.rule, every)
    fields = {name: next(every).encode("utf-8", "surrogatepass") for name in sorted(FIELDS)}
    for method in sorted((rule.methods or set()) & {"GET", "POST"}):
        if rule.rule.startswith("/api"):
            named = zip(sorted(FIELDS), every, strict=False)
            body = json.dumps({name: int(word) if word.isdecimal() else word for name, word in named})
            answer = client.open(path, method=method, data=body, headers=headers)
        else:
            query = {"query_string": fields} if method == "GET" else {"data": fields}
            answer = client.open(path, method=method, headers=headers, **query)  # type: ignore[arg-type]
        assert answer.status_code < 500 or answer.status_code == 503, f"{method} {path[:200]}: {answer.text[:300]}"
        answer.close()


@pytest.mark.parametrize("share", [4, pytest.param(1, marks=pytest.mark.nightly)], ids=["sampled", "whole"])
def test_no_word_in_any_address_or_field_is_a_fault(
    demo_client: FlaskClient, demo_office: Office, caplog: pytest.LogCaptureFixture, share: int
) -> None:
    tried = WORDS[random.randrange(share) :: share]  # whatever share it is, a fault names its words
    issue(demo_office)
    call(demo_office, 1)
    secrets = [token(demo_office, role) for role in ("kiosk", "desk", "board")]
    form = form_token(demo_client, "/device")
    faults = []
    for rule in rules(demo_client):
        turned = [tried[i:] + tried[:i] for i in range(len(tried))]
        for words in [[word, "1"] for word in tried] if "<" in rule.rule else turned:
            for secret in secrets if rule.rule.startswith("/api") else secrets[:1]:
                headers = {"X-CSRFToken": form} | (bearing(secret) if rule.rule.startswith("/api") else {})
                try:
                    sent(demo_client, rule, words, headers)
                except AssertionError as fault:
                    faults.append(str(fault))
    assert faults == []
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("tries", [2, pytest.param(400, marks=pytest.mark.nightly)], ids=["sampled", "many"])
def test_one_odd_word_among_right_ones_is_no_fault(demo_client: FlaskClient, demo_office: Office, tries: int) -> None:
    issue(demo_office)
    call(demo_office, 1)
    form, faults = form_token(demo_client, "/device"), []
    for rule in rules(demo_client):
        for _ in range(tries):
            odd, word = random.choice(sorted(RIGHT)), random.choice(WORDS)
            fields = RIGHT | {"kind": random.choice(KINDS)} | {odd: word}
            told = {name: text.encode("utf-8", "surrogatepass") for name, text in fields.items()}
            path = address(rule.rule, itertools.repeat("1"))
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                sends = {"query_string": told} if method == "GET" else {"data": told}
                answer = demo_client.open(path, method=method, headers={"X-CSRFToken": form}, **sends)  # type: ignore[arg-type]
                if answer.status_code >= 500 and answer.status_code != 503:
                    faults.append(f"{method} {path} {fields}")
                answer.close()
    assert faults == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_mixture_of_words_is_a_fault(demo_client: FlaskClient, demo_office: Office, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(rules(demo_client)))
    words = data.draw(st.lists(st.sampled_from(WORDS) | st.text(max_size=12), min_size=3, max_size=9))
    sent(demo_client, rule, words, {"X-CSRFToken": form_token(demo_client, "/device")})


@pytest.mark.parametrize(
    "name", ["Host", "Last-Event-ID", "Idempotency-Key", "Authorization", "Accept-Language", "Cookie"]
)
@pytest.mark.parametrize("value", ["x" * 50, "²", "9" * 30, "\x7f", "a:b:c", "[::1", "office=x; office=y", "Bearer ²"])
def test_no_header_is_a_fault(demo_client: FlaskClient, demo_office: Office, name: str, value: str) -> None:
    hire(demo_office, "lan")
    for path in ("/", "/touch/", "/board/1", "/login", "/report/", "/api/v1/board/1", "/t/x", "/lookup/"):
        assert demo_client.get(path, headers={name: value}).status_code < 500, path


def test_a_long_host_is_no_fault(demo_client: FlaskClient) -> None:
    for path in ("/", "/board/1", "/api/v1/board/1"):
        assert demo_client.get(path, headers={"Host": "x" * 8000}).status_code < 500


def test_an_odd_request_writes_no_trace(demo_client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    for path in (
        "/desk/" + "9" * 30,
        "/report/?from=0001-01-01&to=9999-12-31&kind=free",
        "/desk/1/dossiers/" + "9" * 30,
    ):
        demo_client.get(path)
    assert len(caplog.text) < 500


@pytest.mark.parametrize("part", ["0", "-1", "13", "9" * 19, "9" * 400])
@pytest.mark.parametrize("kind", ["month", "quarter"])
@pytest.mark.parametrize("name", ["", "ii06a", "ratings", "ii06a.xlsx"])
def test_a_month_or_quarter_that_is_none_is_refused(demo_client: FlaskClient, name: str, kind: str, part: str) -> None:
    answer = demo_client.get(f"/report/{name}?kind={kind}&part={part}&year=2026")
    assert answer.status_code == 422, part


ODD_DAYS = ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31", "10000-01-01", "²", "-1", "2026-02-30", ""]


@pytest.mark.parametrize("name", ["summary", "ii06a", "day", "ratings"])
def test_a_report_is_of_days_that_an_office_has(demo_client: FlaskClient, demo_office: Office, name: str) -> None:
    for first in ODD_DAYS:
        for last in ("2026-07-02", "9999-12-31", "0001-01-01"):
            for form in ("", ".xlsx"):
                path = f"/report/{name}{form}?kind=free&from={first}&to={last}"
                assert demo_client.get(path, follow_redirects=True).status_code in (200, 422), path
        if first != "2026-07-02":
            result = run(demo_office, "report", name, "--from", first, "--to", "9999-12-31")
            assert result.exit_code in (1, 2)
            assert isinstance(result.exception, SystemExit)
    for year, part in itertools.product((*ODD_DAYS, "9" * 30), ("1", "0", "13", "²", "9" * 30)):
        for kind in ("month", "quarter", "half", "nine", "year"):
            path = f"/report/{name}?kind={kind}&year={year}&part={part}"
            assert demo_client.get(path, follow_redirects=True).status_code in (200, 422), path


def test_a_new_date_and_the_day_of_a_paper_form_are_days(demo_client: FlaskClient, demo_office: Office) -> None:
    headers = {"X-CSRFToken": form_token(demo_client, "/rate/forms")}
    demo_client.post("/rate/forms/print", data={"forms": "2"}, headers=headers)
    for day in ODD_DAYS[:-1]:
        form = {"form": "1-1", "level": "satisfied", "day": day}
        assert demo_client.post("/rate/forms", data=form, headers=headers).status_code in (400, 422)


def test_a_lone_half_of_a_letter_is_no_text(client: FlaskClient, office: Office) -> None:
    issue(office)
    desk, kiosk = (bearing(token(office, role)) for role in ("desk", "kiosk"))
    half = b'{"text": "\\ud800", "area": "\\ud800", "number": "\\udfff", "reason": "\\ud800", "priority": "\\ud800"}'
    for path, headers in {
        "/api/v1/tickets/A001/note": desk,
        "/api/v1/tickets/A001/park": desk,
        "/api/v1/tickets/A001/grade": desk,
        "/api/v1/areas/A/skip": desk,
        "/api/v1/counters/1/call": desk,
        "/api/v1/tickets": kiosk,
    }.items():
        answer = client.post(path, data=half, headers=headers)
        assert answer.status_code < 500, (path, answer.text)
        assert "\\ud800" not in answer.text
