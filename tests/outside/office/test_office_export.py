"""An office is written to a file and read again: the same bytes, however odd it is; what does not fit is refused."""

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.actions.office import manager
from kiosk.demo import SAMPLES
from kiosk.domain.office.settings import (
    SECTIONS,
    AreaRules,
    CounterRules,
    ProcedureRule,
    RatingRules,
    ZoneRules,
    ZoneSound,
)
from kiosk.files import plan_file, plan_writing
from kiosk.office import Office
from kiosk.views.record import queries
from tests.conftest import SetClock, nothing_happens, open_office
from tests.outside.trust.outside import run, told

SPANS = ("00:00-06:15", "07:30-11:30", "13:30-17:00", "22:00-24:00")
KNOWN = {  # texts that must be of a form
    "unit": ("H15.50.05.13",),
    "shifts": SPANS,
    "saturday_shifts": SPANS,
    "same_day_until": ("15:00", "09:30"),
    "quiet": ("22:00-06:00", "11:30-13:30"),
    "volumes": ("07:30-08:30 60", "11:30-13:30 0"),
}
# Quotes, ends of lines, marks that stand over the letter before, letters that no keyboard has.
LETTERS = "aĐ \"'\\\n\t#=[]{},.\u0301\u0323\x7f\x00🏛ế"
WORDS = (
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)
    .map(partial(unicodedata.normalize, "NFC"))
    .filter(lambda text: bool(text.strip()))
)


def of_field(each: Any) -> st.SearchStrategy[Any]:
    """What a setting may be."""
    if each.type is bool:
        return st.booleans()
    if each.type is int:
        return st.integers(each.metadata["low"], each.metadata["high"])
    known = KNOWN.get(each.name) or each.metadata.get("words")
    one = st.sampled_from(known) if known else WORDS
    return one if each.type is str else st.lists(one, max_size=3)


def group(kind: type) -> st.SearchStrategy[dict[str, Any]]:
    """A group of settings of which any may be named."""
    return st.fixed_dictionaries(
        {}, optional={each.name: of_field(each) for each in fields(kind) if "record" not in each.metadata}
    )


def listed(
    name: str, keys: list[Any], rest: st.SearchStrategy[dict[str, Any]], least: int = 1
) -> st.SearchStrategy[Any]:
    """Tables of some of these keys, in any order."""
    some = st.lists(st.sampled_from(keys), min_size=least, unique=True)
    return some.flatmap(lambda those: st.tuples(*(keyed(name, key, rest) for key in those)).map(list))


def keyed(name: str, key: Any, rest: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return rest.map(lambda table: {name: key, **table})


def named(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"name": WORDS}, optional={"name_en": WORDS, **more})


DAYS = st.fixed_dictionaries(
    {}, optional={day: st.lists(st.sampled_from(SPANS), unique=True) for day in plan_file.WEEKDAYS}
)
DATES = st.lists(st.dates().map(str), max_size=3, unique=True)
LEVELS = [
    {"code": "good", "name": "Tốt", "counts_as": "very_satisfied"},
    {"code": "bad", "name": "Chưa tốt", "name_en": "Bad", "counts_as": "not_satisfied"},
]
REASONS = [{"code": "dust", "name": "Bụi", "criterion": 5, "alerts": True}, {"code": "noise", "name": "Ồn"}]


@st.composite
def offices(draw: st.DrawFn) -> dict[str, Any]:
    """An office file of any shape, as TOML reads it."""
    zones = draw(listed("code", ["1", "2", "k3"], named(board=group(ZoneRules), sound=group(ZoneSound))))
    codes = [zone["code"] for zone in zones]
    agencies = st.lists(st.fixed_dictionaries({"name": WORDS}, optional={"kind": st.sampled_from(plan_file.KINDS)}))
    rules = {each.name: of_field(each) for each in fields(AreaRules)}
    some_zones = st.lists(st.sampled_from(codes), unique=True)
    ministries = st.lists(WORDS, max_size=3)
    area = named(zones=some_zones, agencies=agencies, ministries=ministries, hours=DAYS, **rules)
    areas = draw(listed("letter", [*"AĐMZ"], area))
    letters = [each["letter"] for each in areas]
    some_areas = st.lists(st.sampled_from(letters), unique=True)
    needs = {each.name: of_field(each) for each in fields(CounterRules)}
    counters = draw(
        listed(
            "number",
            [1, 2, 30],
            st.fixed_dictionaries({}, optional={"serves": some_areas, "helps": some_areas, **needs}),
        )
    )
    counters[0].pop("serves", None)  # serves them all, so that each is served
    classes = draw(listed("code", ["elderly", "merit"], named(head_start_min=st.integers(0, 600)), least=0))
    printers = st.fixed_dictionaries(
        {"target": WORDS}, optional={"width_mm": st.sampled_from([80, 58]), "counters": st.lists(st.integers(1, 9))}
    )
    procedures = st.fixed_dictionaries({}, optional={each.name: of_field(each) for each in fields(ProcedureRule)})
    collect = st.fixed_dictionaries(
        {},
        optional={"area": st.sampled_from(letters)}
        | ({"priority": st.sampled_from([each["code"] for each in classes])} if classes else {}),
    )
    office = named(
        time_zone=st.sampled_from(["Asia/Ho_Chi_Minh", "Asia/Bangkok"]),
        day_starts_at=st.sampled_from(["00:00", "04:00", "05:45"]),
        day_end=st.sampled_from(["end", "carry"]),
        general_area=st.sampled_from(letters),
    )
    ratings = st.tuples(group(RatingRules), st.sampled_from([{}, {"levels": LEVELS}, {"reasons": REASONS}]))
    calendar = st.fixed_dictionaries({}, optional={"holidays": st.booleans(), "off": DATES, "worked": DATES})
    sections = {section: group(kind) for section, kind in SECTIONS.items()}
    sections |= {"collect": collect, "ratings": ratings.map(lambda both: both[0] | both[1])}
    return {
        **draw(st.fixed_dictionaries({"office": office}, optional={"hours": DAYS, "calendar": calendar, **sections})),
        "zones": zones,
        "areas": areas,
        "counters": counters,
        "classes": classes,
        "printers": draw(listed("name", ["slips", "Quầy 3"], printers, least=0)),
        "procedures": draw(listed("code", ["1.012756", "2.000815"], procedures, least=0)),
    }


@pytest.fixture(scope="module")
def any_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = open_office(tmp_path_factory.mktemp("any"), SetClock())
    yield office
    office.db.close()


def exported(office: Office) -> str:
    return plan_writing.text_of(office.present_plan(), queries.name_of_record(office))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(offices())
def test_export_setup_export_gives_the_same_bytes(any_office: Office, tree: dict[str, Any]) -> None:
    manager.set_up(any_office, plan_file.plan_of(tree), replace=True)
    first, decided = exported(any_office), any_office.present_plan()
    manager.set_up(any_office, plan_file.plan_of(tomllib.loads(first)), replace=True)
    assert exported(any_office) == first
    assert replace(any_office.present_plan(), version=decided.version) == decided
    assert unicodedata.normalize("NFC", first) == first, "so it is read as it was written"


def test_letters_told_in_parts_are_written_whole(any_office: Office) -> None:
    tree = tomllib.loads(SAMPLES["commune"].read_text())
    tree["office"]["name"] = unicodedata.normalize("NFD", "Một cửa xã Đồng Tiến")
    manager.set_up(any_office, plan_file.plan_of(tree), replace=True)
    first = exported(any_office)
    assert 'name = "Một cửa xã Đồng Tiến"' in first
    manager.set_up(any_office, plan_file.plan_of(tomllib.loads(first)), replace=True)
    assert exported(any_office) == first


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_comes_back_to_the_byte_here_and_as_a_new_office(tmp_path: Path, clock: SetClock, sample: str) -> None:
    office = open_office(tmp_path / "here", clock, plan_file.read(SAMPLES[sample]))
    first, second, third = (tmp_path / f"{name}.toml" for name in ("first", "second", "third"))
    before = office.present_plan()
    assert told(office, "office", "export", f"{first}").startswith(f"{first}: ")
    told(office, "setup", "--office", f"{first}")
    told(office, "office", "export", f"{second}")
    assert second.read_bytes() == first.read_bytes()
    assert replace(office.present_plan(), version=before.version) == before
    assert told(office, "verify", "--all")

    fresh = open_office(tmp_path / "there", clock, plan_file.read(first))
    told(fresh, "office", "export", f"{third}")
    lines = [each.read_text().splitlines() for each in (first, third)]
    assert [pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]] == [(lines[0][2], lines[1][2])]
    assert lines[1][2] == f'office = "{queries.name_of_record(fresh)}"', "that line alone says whose it is"


def test_a_sample_of_a_commune_has_one_officer_for_all_fields(tmp_path: Path, clock: SetClock) -> None:
    office = Office(open_office(tmp_path / "x", clock).config, clock)
    fresh = replace_folder(office, tmp_path / "commune")
    assert run(fresh, "setup", "--sample", "commune").exit_code == 0
    plan = fresh.present_plan()
    assert 1 <= len(plan.counters) <= 4
    assert all(counter.serves == plan.areas.keys() for counter in plan.counters.values())
    assert {agency.kind for agency in plan.agencies.values()} == {"commune"}
    assert run(fresh, "setup", "--sample").exit_code == 1, "it is there already"
    assert run(replace_folder(office, tmp_path / "none"), "setup", "--sample", "village").exit_code == 2


def test_what_does_not_fit_is_refused_in_words_and_changes_nothing(
    office: Office, tmp_path: Path, clock: SetClock
) -> None:
    file = tmp_path / "office.toml"
    told(office, "office", "export", f"{file}")
    text = file.read_text()
    another = open_office(tmp_path / "another", clock)
    broken = text.replace('name = "Khu vực chờ 2"', 'name = "Khu vực chờ 2')
    line = next(n for n, each in enumerate(broken.splitlines(), 1) if each == 'name = "Khu vực chờ 2')
    for changed, where, says in (
        (text, another, "This file was exported from another office"),
        (
            text.replace("form = 1", "form = 2"),
            office,
            "A newer version exported this file (form 2; known here: up to 1)",
        ),
        (text.replace("form = 1", 'form = "1"'), office, "Office file, export.form: give a whole number"),
        (broken, office, f"Office file {file}, line {line} cannot be read"),
        (text.partition("[[counters]]")[0], office, "Office file, counters: give at least one"),
        (text.replace("[export]", "[export]\nfrom = 1"), office, "Office file, export.from: no such key"),
    ):
        file.write_text(changed)
        with nothing_happens(where):
            refused = run(where, "setup", "--office", f"{file}")
        assert (refused.exit_code, says in refused.stderr) == (1, True), refused.stderr
    file.write_text(text.partition("[office]")[1] + text.partition("[office]")[2])
    told(another, "setup", "--office", f"{file}")
    assert another.present_plan().areas == office.present_plan().areas, "without its head it is a pattern for anybody"


def test_an_export_that_cannot_be_written_leaves_nothing(office: Office, tmp_path: Path) -> None:
    refused = run(office, "office", "export", f"{tmp_path}/no/such/folder.toml")
    assert refused.exit_code == 1
    assert "kiosk: " in refused.stderr
    assert not (tmp_path / "no").exists()


def replace_folder(office: Office, folder: Path) -> Office:
    """An office that is not set up yet."""
    folder.mkdir()
    return Office(replace(office.config, folder=folder), office.clock)
