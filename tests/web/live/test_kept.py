"""Parts of live regions that are kept: rendered once for a key and language, and never for another."""

from collections.abc import Callable
from itertools import count
from sqlite3 import Connection

import pytest
from flask import Flask
from jinja2 import DictLoader

from kiosk.actions.hall import alerts, messages
from kiosk.actions.queue import moving, officer, particulars
from kiosk.app import create_app
from kiosk.office import Office
from kiosk.storage.queue import legs
from kiosk.web.live import kept as module
from kiosk.web.live.kept import kept
from tests.conftest import SetClock, call, issue, miss


def test_a_part_is_rendered_once_for_a_key_and_anew_for_another_or_in_another_language() -> None:
    app = Flask("kept")
    app.jinja_env.loader, turns = DictLoader({"part.html": "{{ turns|first }} {{ lang }} {{ name }}"}), count(1)
    with app.app_context():
        shown = [
            kept("part.html", lang, (key,), turns=turns, name="<")
            for lang, key in (("vi", "a"), ("vi", "a"), ("en", "a"), ("vi", "b"))
        ]
    assert shown == ["1 vi &lt;", "1 vi &lt;", "2 en &lt;", "3 vi &lt;"]


def test_what_is_kept_has_a_bound_and_what_is_shown_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 40)
    app, turns = Flask("kept"), count(1)
    app.jinja_env.loader = DictLoader({"part.html": "{{ turns|first }} of {{ n }}"})
    with app.app_context():
        for n in range(1, 100):
            assert kept("part.html", "vi", ("shown",), turns=turns, n=0) == "1 of 0"
            kept("part.html", "vi", (n,), turns=turns, n=n)
        assert kept("part.html", "vi", (1,), turns=turns, n=1) == "101 of 1"
    parts = app.extensions["kept"]
    assert sum(map(len, [*parts.lately.values(), *parts.before.values()])) < 2 * 40 + 10


def test_a_desk_kept_is_what_it_would_be_rendered_anew(office: Office, clock: SetClock) -> None:
    """After each step and with time alone, at the desk that took it and at the one beside."""
    app = create_app(office.config, office)
    steps: list[Callable[[], object]] = [
        lambda: issue(office),
        lambda: issue(office, "B", "elderly"),
        lambda: call(office, 1),
        lambda: clock.forward(11),
        lambda: particulars.note(office, "A001", "đã nộp bản sao"),
        lambda: particulars.note(office, "B001", "xe lăn"),
        lambda: moving.park(office, 1, "papers", remind_min=5),
        lambda: clock.forward(301),
        lambda: alerts.raise_at_counter(office, "help", 2),
        lambda: call(office, 2),
        lambda: miss(office, 2),
        lambda: messages.show(office, "outage"),
        lambda: clock.forward(59),
        lambda: issue(office),
        lambda: clock.forward(3_600),
        lambda: officer.begin_break(office, 1, "lunch"),
        lambda: officer.end_break(office, 1),
    ]
    for step in steps:
        step()
        assert _regions(app, office) == _regions(app, office, anew=True)


def _regions(app: Flask, office: Office, *, anew: bool = False) -> list[object]:
    if anew:
        for store in ("kept", "latest"):
            app.extensions.pop(store)
    renders = app.extensions["publisher"].renders
    topics = [(kind, number, lang) for kind in ("desk", "strip") for number in "12" for lang in ("vi", "en")]
    with app.test_request_context(), office.moment() as moment:
        return [renders[topic[0]](moment, topic) for topic in topics]


def test_what_one_read_of_a_moment_no_other_reads_again(office: Office) -> None:
    read: list[str] = []

    def counted(sql: Connection, area: str) -> int:
        read.append(area)
        return legs.waiting_counts(sql).get(area, 0)

    issue(office)
    with office.moment() as moment:
        assert [moment.once(counted, area) for area in "ABA"] == [1, 0, 1]
        assert read == ["A", "B"]
    with office.moment() as moment:
        assert moment.once(counted, "A") == 1
    assert read == ["A", "B", "A"]
