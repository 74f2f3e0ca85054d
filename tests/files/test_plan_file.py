"""The office file: read whole, or refused with the key that is wrong and what to do about it."""

import re
import unicodedata
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from kiosk.demo import SAMPLE
from kiosk.domain.office.hours import DAY_AND_NIGHT
from kiosk.domain.office.plan import Agency, Counter
from kiosk.domain.office.refusals import BadOffice
from kiosk.domain.office.settings import Contact, ProcedureRule
from kiosk.domain.ratings.rating import Reason
from kiosk.files import plan_file
from kiosk.i18n import words
from tests.conftest import SetClock, open_office, plan_of

LEAST = {
    "office": '[office]\nname = "Một cửa"',
    "zones": '[[zones]]\ncode = "1"\nname = "Khu vực 1"',
    "areas": '[[areas]]\nletter = "A"\nname = "Hộ tịch"',
    "counters": "[[counters]]\nnumber = 1",
}


def with_mistake(mistake: str) -> str:
    """The least office file, with another text in place of one of its tables."""
    table = re.search(r"\w+", mistake)
    assert table
    return "\n".join([mistake, *(text for name, text in LEAST.items() if name != table[0])])


def refused(folder: Path, text: str | bytes) -> BadOffice:
    """The refusal of an office file; it must have words in both languages."""
    file = folder / "office.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadOffice) as found:
        plan_file.read(file)
    for lang in ("vi", "en"):
        assert f"{words(lang).in_words(found.value.facts['cure'])}" in words(lang).refusal(found.value)
    return found.value


def test_the_sample_is_read_whole() -> None:
    plan = plan_file.read(SAMPLE)
    assert "".join(plan.areas) == "ABCEGHKM"
    assert [*plan.counters] == [*range(1, 9)]
    assert plan.counters[1] == Counter(1, frozenset("ABCEGHKM"))
    assert plan.area("C").agencies == (
        Agency("Sở Xây dựng", "department"),
        Agency("Ban Quản lý Khu kinh tế", "department"),
    )
    assert sum(len(area.agencies) for area in plan.areas.values()) == 18
    assert [*plan.classes] == ["elderly", "disabled", "pregnant", "infant", "merit"]
    assert (plan.hours, plan.holidays, plan.general_area) == (DAY_AND_NIGHT, False, "M")


def test_the_dossiers_rules_are_read(tmp_path: Path) -> None:
    plan = plan_of(
        '[[areas]]\nletter = "A"\nname = "Hộ tịch"\n[[counters]]\nnumber = 1\n'
        '[dossiers]\nunit = "H15.50.05.13"\nshifts = ["08:00-12:00", "13:00-17:00"]\nday_minutes = 480\n'
        '[[procedures]]\ncode = "1.000001"\nafter_supplement = "restart"\nduration = 3\nmeasure = "working_day"'
    )
    assert plan.dossiers.unit == "H15.50.05.13"
    assert plan.shifts.hours.week[4:] == (((time(8), time(12)), (time(13), time(17))), (), ())
    assert plan.rule("1.000001") == ProcedureRule("restart", 3, "working_day")
    assert plan.rule("1.000002") == ProcedureRule()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[dossiers]\nunit = "Trung tâm"', "dossiers.unit"),
        ('[dossiers]\nshifts = ["17:00-08:00"]', "dossiers.shifts"),
        ('[dossiers]\nsame_day_until = "soon"', "dossiers.same_day_until"),
        ("[dossiers]\nday_minutes = 0", "dossiers.day_minutes"),
        ('[[procedures]]\ncode = "x"', "procedures[1].code"),
        ('[[procedures]]\ncode = "1.000001"\nmeasure = "week"', "procedures[1].measure"),
    ],
)
def test_a_mistake_in_the_dossiers_rules_is_named(tmp_path: Path, text: str, key: str) -> None:
    assert refused(tmp_path, "\n".join([*LEAST.values(), text])).facts["key"] == key


def test_a_group_of_settings_is_read_and_what_it_lacks_keeps_its_default(tmp_path: Path) -> None:
    (tmp_path / "hotline.toml").write_text("\n".join([*LEAST.values(), '[contact]\nhotline = "1900 0000"']))
    (tmp_path / "none.toml").write_text("\n".join(LEAST.values()))
    assert plan_file.read(tmp_path / "hotline.toml").contact == Contact(hotline="1900 0000")
    assert plan_file.read(tmp_path / "none.toml").contact == Contact()


@pytest.mark.parametrize(
    ("text", "key"),
    [("[contact]\nhotline = 19000000", "contact.hotline"), ("[contact]\nphone = '1'", "contact.phone")],
)
def test_a_wrong_setting_is_refused_by_its_key(tmp_path: Path, text: str, key: str) -> None:
    assert refused(tmp_path, "\n".join([*LEAST.values(), text])).facts["key"] == key


def test_what_is_left_out_has_its_usual_value(tmp_path: Path) -> None:
    (tmp_path / "least.toml").write_text("\n".join(LEAST.values()))
    plan = plan_file.read(tmp_path / "least.toml")
    assert (plan.name_vi, plan.name_en) == ("Một cửa", "Một cửa")
    assert (plan.time_zone, plan.day_starts_at) == ("Asia/Ho_Chi_Minh", time(4))
    assert (plan.hours, plan.holidays, plan.general_area) == (DAY_AND_NIGHT, True, None)
    assert plan.area("A").zones == ("1",)
    assert plan.counters == {1: Counter(1, frozenset("A"))}


def test_letters_of_another_normal_form_are_the_same_letters(tmp_path: Path) -> None:
    text = "\n".join(LEAST.values())
    (tmp_path / "mac.toml").write_text(unicodedata.normalize("NFD", text), "utf-8")
    (tmp_path / "linux.toml").write_text(text, "utf-8")
    assert plan_file.read(tmp_path / "mac.toml") == plan_file.read(tmp_path / "linux.toml")


def test_a_file_saved_by_the_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "notepad.toml").write_text("\r\n".join(LEAST.values()), "utf-8-sig")
    assert plan_file.read(tmp_path / "notepad.toml").name_vi == "Một cửa"


def test_sessions_days_and_head_starts_are_read() -> None:
    plan = plan_of("""
        [hours]
        monday = ["13:30-17:00", "07:30 - 11:30"]
        saturday = ["22:00-24:00"]
        [calendar]
        off = ["2026-01-02", 2026-02-16]
        worked = ["2026-01-10"]
        [[areas]]
        letter = "Đ"
        name = "Đất đai"
        hours = {}
        [[counters]]
        number = 1
        [[classes]]
        code = "merit"
        name = "Người có công"
        head_start_min = 90
    """)
    assert plan.hours.week[0] == ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
    assert plan.hours.week[1] == ()
    assert plan.hours.week[5][0][0] == time(22)
    assert plan.area("Đ").hours != plan.hours
    assert plan.calendar.exceptions == {date(2026, 1, 2): False, date(2026, 2, 16): False, date(2026, 1, 10): True}
    assert plan.classes["merit"].head_start == timedelta(minutes=90)


def test_a_counter_does_not_help_where_it_serves() -> None:
    plan = plan_of('[[areas]]\nletter = "A"\nname = "A"\n[[counters]]\nnumber = 1\nserves = ["A"]\nhelps = ["A"]\n')
    assert plan.counters[1] == Counter(1, frozenset("A"), frozenset())


@pytest.mark.parametrize(
    ("mistake", "key", "cure"),
    [
        ('[office]\nnmae = "x"\nname = "x"', "office.nmae", "no such key; known here: name, name_en"),
        ("[ofice]", "ofice", "no such key; known here: office, hours"),
        ("office = 3", "office", "give a table [office]"),
        ("[office]", "office.name", "give a text in quotes"),
        ("[office]\nname = 3", "office.name", "give a text in quotes"),
        ('[office]\nname = "  "', "office.name", "give a text in quotes"),
        ('[office]\nname = "x"\ntime_zone = "Asia/Hanoi"', "office.time_zone", "no time zone “Asia/Hanoi”"),
        ('[office]\nname = "x"\ntime_zone = "../etc"', "office.time_zone", "no time zone “../etc”"),
        ('[office]\nname = "x"\nday_starts_at = "25:00"', "office.day_starts_at", "“25:00” is no time"),
        ('[office]\nname = "x"\nday_starts_at = "04:00Z"', "office.day_starts_at", "“04:00Z” is no time"),
        ('[office]\nname = "x"\ngeneral_area = "Q"', "office.general_area", "'Q' is not among A"),
        ('[hours]\nmunday = ["07:30-11:30"]', "hours.munday", "no such key; known here: monday"),
        ('[hours]\nmonday = ["7h30-11h30"]', "hours.monday", 'give sessions like ["07:30-11:30", "13:30-17:00"]'),
        ('[hours]\nmonday = ["11:30-07:30"]', "hours.monday", 'give sessions like ["07:30-11:30", "13:30-17:00"]'),
        ('[hours]\nmonday = ["07:30-09:00-11:00"]', "hours.monday", "give sessions like"),
        ('[hours]\nmonday = ["07:30-11:30", "11:00-17:00"]', "hours.monday", "these sessions overlap"),
        ('[hours]\nmonday = "07:30-11:30"', "hours.monday", 'give a list of texts, like ["…", "…"]'),
        ('[calendar]\noff = ["02/09/2026"]', "calendar.off", 'give dates like "2026-01-02"'),
        ("[calendar]\noff = [2026-02-16T00:00:00]", "calendar.off", 'give dates like "2026-01-02"'),
        ("[calendar]\noff = 5", "calendar.off", 'give dates like "2026-01-02"'),
        ('[calendar]\nholidays = "yes"', "calendar.holidays", "give true or false"),
        ("zones = []", "zones", "give at least one [[zones]]"),
        ('zones = ["1"]', "zones", "give at least one [[zones]]"),
        ('[[zones]]\ncode = "khu 1"\nname = "x"', "zones[1].code", "give letters and digits without blanks"),
        ('[[zones]]\ncode = "1"\nname = "x"\n[[zones]]\ncode = "1"\nname = "y"', "zones[2].code", "'1' is there twice"),
        ('[[areas]]\nletter = "a"\nname = "x"', "areas[1].letter", "give one capital letter"),
        ('[[areas]]\nletter = "AB"\nname = "x"', "areas[1].letter", "give one capital letter"),
        (
            '[[areas]]\nletter = "A"\nname = "x"\n[[areas]]\nletter = "A"\nname = "y"',
            "areas[2].letter",
            "'A' is there twice",
        ),
        ('[[areas]]\nletter = "A"\nname = "x"\nzones = ["9"]', "areas[1].zones", "'9' is not among 1"),
        ('[[areas]]\nletter = "A"\nname = "x"\nzones = [1]', "areas[1].zones", "give a list of texts"),
        (
            '[[areas]]\nletter = "A"\nname = "x"\nagencies = [{ name = "x", kind = "club" }]',
            "areas[1].agencies[1].kind",
            "'club' is not among department, central, enterprise, commune",
        ),
        ('[[counters]]\nnumber = "1"', "counters[1].number", "give a whole number from 1 to 999"),
        ("[[counters]]\nnumber = 0", "counters[1].number", "give a whole number from 1 to 999"),
        ("[[counters]]\nnumber = true", "counters[1].number", "give a whole number from 1 to 999"),
        ("[[counters]]\nnumber = 1\n[[counters]]\nnumber = 1", "counters[2].number", "1 is there twice"),
        ('[[counters]]\nnumber = 1\nserves = ["Z"]', "counters[1].serves", "'Z' is not among A"),
        ('[[classes]]\ncode = "x"\nname = "x"\nhead_start_min = -1', "classes[1].head_start_min", "from 0 to 600"),
        ('[[printers]]\nname = "x"\ntarget = "x"\nwidth_mm = 72', "printers[1].width_mm", "give 80 or 58"),
    ],
)
def test_a_mistake_is_named_with_its_cure(tmp_path: Path, mistake: str, key: str, cure: str) -> None:
    found = refused(tmp_path, with_mistake(mistake))
    assert found.facts["key"] == key
    assert cure in words("en").refusal(found)


@pytest.mark.parametrize(
    ("content", "cure"),
    [
        (b"[office\nname = 1", "(at line 1, column 8)"),
        (b"name = 'x'\nname = 'y'", "it is not proper TOML"),
        ('[office]\nname = "Một cửa"'.encode("utf-16"), "save the file as UTF-8"),
        ('[office]\nname = "Đà Nẵng"'.encode() + b"\xff", "save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_named_with_the_place(tmp_path: Path, content: bytes, cure: str) -> None:
    found = refused(tmp_path, content)
    assert found.facts["key"] == tmp_path / "office.toml"
    assert cure in words("en").refusal(found)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadOffice) as found:
        plan_file.read(tmp_path / "none.toml")
    assert f"{tmp_path / 'none.toml'}: it is not there, or may not be read" in words("en").refusal(found.value)


def test_an_area_that_no_counter_serves_is_refused(tmp_path: Path) -> None:
    more = '[[areas]]\nletter = "B"\nname = "Đất đai"\n[[counters]]\nnumber = 1\nserves = ["A"]\n'
    found = refused(tmp_path, "\n".join([LEAST["office"], LEAST["zones"], LEAST["areas"], more]))
    assert found.facts["key"] == "areas.B"


AREA = '[[areas]]\nletter = "A"\nname = "Hộ tịch"\n[[counters]]\nnumber = 1\n'
SCALE = """
[ratings]
open_s = 40
[[ratings.levels]]
code = "good"
name = "Tốt"
counts_as = "very_satisfied"
[[ratings.levels]]
code = "bad"
name = "Chưa tốt"
name_en = "Bad"
counts_as = "not_satisfied"
[[ratings.reasons]]
code = "dust"
name = "Bụi"
criterion = 5
alerts = true
"""


def test_the_scale_and_the_reasons_are_the_offices_own(tmp_path: Path, clock: SetClock) -> None:
    plan = plan_of(AREA + SCALE)
    office = open_office(tmp_path, clock, plan)
    with office.reading() as (_, kept):
        assert kept.ratings == plan.ratings
    office.db.close()
    assert plan.ratings.open_s == 40
    assert [(level.code, level.name_en) for level in plan.ratings.levels] == [("good", "Tốt"), ("bad", "Bad")]
    assert plan.ratings.reasons == (Reason("dust", "Bụi", "Bụi", 5, True),)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('code = "good"', 'code = "Rất tốt"', "ratings.levels[1].code"),
        ('code = "bad"', 'code = "good"', "ratings.levels[2].code"),
        ('counts_as = "not_satisfied"', 'counts_as = "so-so"', "ratings.levels[2].code"),
        ('counts_as = "not_satisfied"', "", "ratings.levels[2].counts_as"),
        ("criterion = 5", "criterion = 10", "ratings.reasons[1].code"),
        ("criterion = 5", 'criterion = "5"', "ratings.reasons[1].criterion"),
        ("alerts = true", "alert = true", "ratings.reasons[1].alert"),
        ("open_s = 40", "open_s = 5", "ratings.open_s"),
    ],
)
def test_a_scale_that_cannot_be_is_named(old: str, new: str, where: str) -> None:
    with pytest.raises(BadOffice) as refused:
        plan_of(AREA + SCALE.replace(old, new))
    assert refused.value.facts["key"] == where


def test_a_zone_s_sound_is_what_the_file_says() -> None:
    text = '[zones.sound]\nvolume = 80\nvolumes = ["07:30-08:30 60"]\nquiet = ["22:00-06:00"]\nrepeat = true\n'
    sound = plan_of(f'{text}[[areas]]\nletter = "A"\nname = "A"\n[[counters]]\nnumber = 1\n').zones["1"].sound
    assert sound.repeat and not sound.english
    at = {hour: sound.volume_at(time(hour)) for hour in (5, 6, 8, 9, 22)}
    assert at == {5: 0, 6: 80, 8: 60, 9: 80, 22: 0}


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ('quiet = ["noon"]', 'is not like "11:30-13:30"'),
        ('quiet = ["11:30"]', 'is not like "11:30-13:30"'),
        ('volumes = ["11:30-13:30"]', 'is not like "11:30-13:30 60"'),
        ('volumes = ["11:30-13:30 101"]', 'is not like "11:30-13:30 60"'),
        ('volumes = ["11:30-13:30 -5"]', 'is not like "11:30-13:30 60"'),
        ("volume = 0", "from 1 to 100"),
        ("loud = true", "no such key"),
    ],
)
def test_a_sound_that_cannot_be_is_refused_by_name(line: str, cure: str) -> None:
    with pytest.raises(BadOffice) as found:
        plan_of(f"[zones.sound]\n{line}\n")
    assert cure in words("en").refusal(found.value)
    assert "zones[1].sound" in str(found.value.facts["key"])
