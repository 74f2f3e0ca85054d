"""Parts of live regions that are kept: rendered once for a key and language, and never for another."""

from itertools import count

import pytest
from flask import Flask
from jinja2 import DictLoader

from kiosk.web import kept as module
from kiosk.web.kept import kept


def test_a_part_is_rendered_once_for_a_key_and_anew_for_another_or_in_another_language() -> None:
    app = Flask("kept")
    app.jinja_env.loader, turns = DictLoader({"part.html": "{{ turns|first }} {{ lang }} {{ name }}"}), count(1)
    with app.app_context():
        shown = [
            kept("part.html", lang, (key,), turns=turns, name="<")
            for lang, key in (("vi", "a"), ("vi", "a"), ("en", "a"), ("vi", "b"))
        ]
    assert shown == ["1 vi &lt;", "1 vi &lt;", "2 en &lt;", "3 vi &lt;"]


def test_what_is_kept_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    app = Flask("kept")
    app.jinja_env.loader = DictLoader({"part.html": "{{ n }}"})
    with app.app_context():
        assert [kept("part.html", "vi", (n,), n=n) for n in range(10)] == [str(n) for n in range(10)]
    assert len(app.extensions["kept"]) <= 3
