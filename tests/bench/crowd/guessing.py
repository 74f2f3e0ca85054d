"""Sixty wrong passwords at once: how many are hashed, what memory they take, and how late a call reaches a board."""

import http.client
import json
import re
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from kiosk.actions.office import manager
from tests.bench.crowd.held import board
from tests.bench.hall import Hall, hall, office_of, say
from tests.bench.load import Client, Taken, post

TRIES, BOARDS, TURNS = 60, 5, 5
LONGEST_S = 60
EVERY_S = 0.02
CALM_S = 5.0


def main() -> None:
    """Figures while one login is guessed at from one address, all at the same moment."""
    with hall() as at:
        with office_of(at) as office:
            manager.add_officer(office, "lan", "Lan", "a-long-password")
        forms = [_form(at) for _ in range(TRIES)]
        calm = _calm(at)
        over, memory, waits, calls = threading.Event(), [_mib(at)], Taken(), Taken()
        watches = [threading.Thread(target=_watch, args=(at, over, memory, waits)) for _ in range(BOARDS)]
        watches.append(threading.Thread(target=_call, args=(at, over, calls)))
        for each in watches:
            each.start()
        answers = Counter[int]()
        for turn in range(TURNS):  # each time from other logins, else they would be refused before they cost anything
            answers += _guess(at, forms, f"{turn or 'lan'}")
        over.set()
        for each in watches:
            each.join()
    say(
        f"{TRIES} wrong passwords at once, {TURNS} times",
        hashed=answers[401],
        refused=answers[429],
        mib=max(memory),
        wanted_mib=250,
        page_of_board_p99_ms=waits.percentile(0.99),
        calls=len(calls.times),
        call_to_board_p99_ms=calls.percentile(0.99),
        calm_call_to_board_p99_ms=calm.percentile(0.99),
        wanted_p99_ms=300,
    )


def _calm(at: Hall) -> Taken:
    """The same calls while nobody guesses."""
    over, calls = threading.Event(), Taken()
    calling = threading.Thread(target=_call, args=(at, over, calls))
    calling.start()
    over.wait(CALM_S)
    over.set()
    calling.join()
    return calls


def _call(at: Hall, over: threading.Event, calls: Taken) -> None:
    """Give numbers and call them; how long until a board has each call."""
    client = Client(at.port)
    with board(at) as announced:
        while not over.wait(EVERY_S):
            client.send(post("/api/v1/tickets", at.kiosk, {"area": "A"}))
            begun = time.perf_counter()
            _, body = client.send(post("/api/v1/counters/1/next", at.desk))
            number = json.loads(body)["number"]
            while next(announced) != number:
                pass
            calls.times.append(time.perf_counter() - begun)
            client.send(post("/api/v1/counters/1/finish", at.desk))


def _guess(at: Hall, forms: list[tuple[str, str]], login: str) -> Counter[int]:
    """The statuses of the answers."""
    ready, answers = threading.Barrier(TRIES), Counter[int]()

    def guess(cookie: str, token: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=LONGEST_S)
        connection.connect()
        ready.wait(LONGEST_S)
        form = urlencode({"csrf_token": token, "name": login, "password": "wrong"})
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/login", form, headers)
        answers[connection.getresponse().status] += 1

    threads = [threading.Thread(target=guess, args=form) for form in forms]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers


def _form(at: Hall) -> tuple[str, str]:
    """The cookie and the form token of a new browser."""
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=LONGEST_S)
    connection.request("GET", "/device")
    answer = connection.getresponse()
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
    assert token
    return (answer.getheader("Set-Cookie") or "").partition(";")[0], token[1]


def _watch(at: Hall, over: threading.Event, memory: list[int], waits: Taken) -> None:
    """Load a board again and again, and look at the server's memory."""
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=LONGEST_S)
    while not over.wait(EVERY_S):
        begun = time.perf_counter()
        connection.request("GET", "/board/1")
        connection.getresponse().read()
        waits.times.append(time.perf_counter() - begun)
        memory.append(_mib(at))


def _mib(at: Hall) -> int:
    """What the server's process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{at.process.pid}/status").read_text("ascii"))
    return int(found[1]) // 1024 if found else 0
