"""Nobody who is given the whole folder, its keys and the day's pages can tell who gave which rating."""

import json
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.actions.ratings import ratings
from kiosk.office import Office
from tests.conftest import SetClock, issue, serve
from tests.outside.record.conftest import DAY, command_line, query

PEOPLE = 80
LEVELS = ("very_satisfied", "satisfied", "not_satisfied")


@pytest.fixture
def told(client: FlaskClient, office: Office, clock: SetClock) -> list[str]:
    """What each of many visitors answered, in the order of their visits; the day is over."""
    answers = random.Random(11).choices(LEVELS, k=PEOPLE)
    for answer in answers:
        token = issue(office).token
        serve(office)
        client.post(f"/rate/t/{token}", data={"level": answer})
        if answer == "not_satisfied":
            client.post(f"/rate/t/{token}", data={"reason": "wait"})
        clock.forward(61)
        ratings.settle(office)
    clock.forward(DAY)
    issue(office)
    return answers


def test_no_order_in_the_folder_is_that_of_the_visits(told: list[str], office: Office) -> None:
    office.db.checkpoint()  # as a server does every two seconds
    found = {str(key): str(level) for key, level in query(office.config.folder, "SELECT key, level FROM ratings")}
    assert Counter(found.values()) == Counter(told)
    guesses = [[found[key] for key in order] for order in orders(office.config.folder, list(found))]
    assert len(guesses) > 2
    for guess in guesses:
        assert right(guess, told) <= luck(told)
        assert right(guess[::-1], told) <= luck(told)


def orders(folder: Path, keys: list[str]) -> list[list[str]]:
    """The keys as they lie: by themselves, and by where each stands first and last in the bytes of each file."""
    found = [sorted(keys)]
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if all(key.encode() in content for key in keys):
            found.append(sorted(keys, key=lambda key: content.find(key.encode())))
            found.append(sorted(keys, key=lambda key: content.rfind(key.encode())))
    return found


def right(guess: list[str], told: list[str]) -> int:
    return sum(one == other for one, other in zip(guess, told, strict=True))


def luck(told: list[str]) -> float:
    """How many are guessed right by chance, and five standard deviations more."""
    chance = sum((count / len(told)) ** 2 for count in Counter(told).values())
    return float(len(told) * chance + 5 * (len(told) * chance * (1 - chance)) ** 0.5)


def test_the_log_tells_that_somebody_rated_and_nothing_else(told: list[str], office: Office, clock: SetClock) -> None:
    run = command_line(office.config.folder, clock)
    lines = [json.loads(line) for line in run("log", "--json").stdout.splitlines()]
    kinds = Counter(line["kind"] for line in lines)
    assert kinds["RatingTaken"] == PEOPLE
    assert not {name for line in lines for name in line} & {"level", "answer", "reasons"}
    assert run("verify", "--all").exit_code == 0


def test_a_rating_of_a_sealed_day_that_was_changed_is_found(told: list[str], office: Office, clock: SetClock) -> None:
    run = command_line(office.config.folder, clock)
    with closing(sqlite3.connect(office.db.path)) as sql:
        other = "SELECT min(key) FROM ratings WHERE level <> 'satisfied'"
        sql.execute(f"UPDATE ratings SET level = 'satisfied' WHERE key = ({other})")
        sql.commit()
    assert run("verify", "--all").exit_code == 1


def test_a_power_cut_loses_what_could_still_be_taken_back(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    serve(office)
    client.post(f"/rate/t/{token}", data={"level": "satisfied"})
    assert query(office.config.folder, "SELECT count(*) FROM ratings") == [(0,)]


def test_a_forged_rating_of_the_running_day_is_found(client: FlaskClient, office: Office, clock: SetClock) -> None:
    run = command_line(office.config.folder, clock)
    token = issue(office).token
    serve(office)
    client.post(f"/rate/t/{token}", data={"level": "satisfied"})
    clock.forward(61)
    ratings.settle(office)
    assert run("verify").exit_code == 0
    with closing(sqlite3.connect(office.db.path)) as sql:
        rest = "counter, officer, agency, day, level, answer, reasons, source, taken_on"
        sql.execute(f"INSERT INTO ratings SELECT 'forged', {rest} FROM ratings")
        sql.commit()
    assert run("verify").exit_code == 1


def test_who_rates_just_before_the_day_turns_is_no_damage(client: FlaskClient, office: Office, clock: SetClock) -> None:
    run = command_line(office.config.folder, clock)
    token = issue(office).token
    serve(office)
    client.post(f"/rate/t/{token}", data={"level": "satisfied"})
    clock.forward(DAY)
    ratings.settle(office)
    assert query(office.config.folder, "SELECT count(*) FROM ratings") == [(1,)]
    assert (run("verify").exit_code, run("verify", "--all").exit_code) == (0, 0)
    clock.forward(DAY)
    issue(office)
    assert (run("verify").exit_code, run("verify", "--all").exit_code) == (0, 0)
