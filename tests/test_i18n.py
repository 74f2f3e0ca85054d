"""The words: the same in both languages, used, complete; numbers and dates as people write them."""

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

import pytest

import kiosk.app  # brings every refusal along
import kiosk.cli.run  # noqa: F401
from kiosk.domain.errors import Refusal
from kiosk.domain.office.refusals import BadOffice
from kiosk.i18n import LANGUAGES, Words, words
from tests.conftest import sample_plan
from tests.sources import ROOT, modules, nodes, text

SOURCES = [*modules(), *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html")))]
VI, EN = words("vi"), words("en")
KEYS = VI.keys() | EN.keys()
KEY = r"[a-z_]+(?:\.[a-z_-]+)+"
SPOKEN = re.compile(rf"""\b(?:t|words\([^()]*\))\(\s*["']({KEY})["'][,)]""")


def every(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    """A refusal and all that are kinds of it, as far as the application imports them."""
    yield kind
    for each in kind.__subclasses__():
        yield from every(each)


REFUSALS = [each for each in every(Refusal) if each.__module__.startswith("kiosk.") and "code" in vars(each)]


def placeholders(of: Words, key: str) -> set[str]:
    """The names a sentence wants filled, in any of its forms."""
    return {name for form in of.forms(key) for _, name, _, _ in string.Formatter().parse(form) if name}


def made(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Where these are made, and how."""
    for where, name, call in calls():
        if name in names:
            yield where, call


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """Every call in the sources: where, of what, and how."""
    return [
        (f"{path}:{node.lineno}", getattr(node.func, "attr", getattr(node.func, "id", "")), node)
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.Call)
    ]


def test_both_languages_have_the_same_keys() -> None:
    assert VI.keys() == EN.keys()


def test_a_sentence_wants_the_same_facts_in_both_languages() -> None:
    assert [key for key in KEYS if placeholders(VI, key) != placeholders(EN, key)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty_untrimmed_or_of_another_normal_form(lang: str) -> None:
    of = words(lang)
    texts = [(key, form) for key in KEYS for form in of.forms(key)]
    assert [key for key, form in texts if not form or form != form.strip()] == []
    assert [key for key, form in texts if form != unicodedata.normalize("NFC", form)] == []


def test_nobody_is_invited_to_leave_a_building_in_danger() -> None:
    sentences = [form for key in KEYS for form in VI.forms(key) if "rời khỏi tòa nhà" in form]
    assert sentences
    assert [form for form in sentences if "mời" in form.lower()] == []


def test_an_identity_document_has_one_name_in_english() -> None:
    assert [form for key in KEYS for form in EN.forms(key) if re.search("identity paper|proof of id", form)] == []


def test_every_key_a_page_or_a_program_names_has_words() -> None:
    named = {key for path in SOURCES for key in SPOKEN.findall(text(path))}
    assert len(named) > 100
    assert named - VI.keys() == set()


def test_no_words_are_kept_that_nobody_says() -> None:
    everything = "\n".join(map(text, SOURCES))
    made = tuple(re.findall(r"""["']([a-z_.]+\.)(?:["'] ?~|\{)""", everything))
    quoted = {key for _, key in re.findall(r"""(["'])([a-z0-9_.-]+)(?=\1)""", everything)}
    assert [key for key in KEYS - quoted if not key.startswith(made)] == []


def test_every_refusal_has_words_in_both_languages() -> None:
    assert len(REFUSALS) > 50
    assert {f"refusal.{refusal.code}" for refusal in REFUSALS} - (VI.keys() & EN.keys()) == set()


def test_no_two_refusals_have_one_code() -> None:
    assert len({each.code for each in REFUSALS}) == len(REFUSALS)


def test_no_words_are_kept_of_a_refusal_that_is_gone() -> None:
    codes = {f"refusal.{each.code}" for each in REFUSALS} | {"refusal.title", "refusal.back"}
    assert {key for key in KEYS if key.startswith("refusal.")} - codes == set()


def test_every_refusal_is_made_with_the_facts_its_words_want() -> None:
    code_of = {each.__name__: each.code for each in REFUSALS}
    found = [*made(*code_of)]
    assert len(found) > 40
    for where, call in found:
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = {keyword.arg for keyword in call.keywords}
        wanted = placeholders(VI, f"refusal.{code_of[name]}")
        assert wanted <= given or None in given, f"{where}: {name} lacks {wanted - given}"


def test_every_flaw_of_a_file_has_words_with_its_facts_and_no_words_are_left_over() -> None:
    found = [(str(call.args[0].value), call) for _, call in made("Flaw") if isinstance(call.args[0], ast.Constant)]
    assert {f"flaw.{code}" for code, _ in found} == {key for key in KEYS if key.startswith("flaw.")}
    named = {"column", "text"}  # a cell's flaw is told them by who knows the cell
    for code, call in found:
        assert placeholders(VI, f"flaw.{code}") - named <= {keyword.arg for keyword in call.keywords}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_fact_may_have_any_name(lang: str) -> None:
    """`key`, for one, is also the name of what a sentence is looked up by."""
    refusal = BadOffice(key="areas[1].letter", cure="give one capital letter")
    assert "areas[1].letter" in words(lang).refusal(refusal)


def test_thousands_are_set_apart_as_in_each_country() -> None:
    assert (VI.number(7394), EN.number(7394)) == ("7.394", "7,394")
    assert (VI.number(999), VI.number(0), VI.number(1_234_567)) == ("999", "0", "1.234.567")
    assert "1.200" in VI("idle.waiting", n=1200)


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2026, 7, 3), "03/7/2026", "3 July 2026"),
        (date(2026, 2, 12), "12/02/2026", "12 February 2026"),
        (date(2026, 1, 1), "01/01/2026", "1 January 2026"),
        (date(2026, 12, 31), "31/12/2026", "31 December 2026"),
    ],
)
def test_dates_are_written_by_the_rule_of_official_papers(day: date, vi: str, en: str) -> None:
    assert (VI.day(day), EN.day(day)) == (vi, en)


def test_a_moment_is_a_clock_time_and_a_date() -> None:
    at = datetime(2026, 7, 3, 8, 5)
    assert (VI.moment(at), EN.moment(at)) == ("8:05 ngày 03/7/2026", "8:05 on 3 July 2026")


def test_one_person_is_not_people() -> None:
    assert EN("result.ahead", n=1) != EN("result.ahead", n=2).replace("2", "1")
    assert VI("result.ahead", n=1) == VI("result.ahead", n=2).replace("2", "1")


def test_names_of_the_office_are_said_in_each_language() -> None:
    plan = sample_plan()
    assert (VI.of(plan.zones["1"]), EN.of(plan.zones["1"])) == ("Khu vực chờ 1", "Waiting area 1")
    assert EN.names(plan.zones.values()) == "Waiting area 1, Waiting area 2"
