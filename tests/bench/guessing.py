"""Sixty wrong passwords at once: how many are hashed, what memory they take, and what the boards notice."""

import http.client
import re
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from kiosk.actions.office import manager
from tests.bench.hall import Hall, hall, office_of, say

TRIES, BOARDS = 60, 5
LONGEST_S = 60
EVERY_S = 0.02


def main() -> None:
    """Figures while one login is guessed at from one address, all at the same moment."""
    with hall() as at:
        with office_of(at) as office:
            manager.add_officer(office, "lan", "Lan", "a-long-password")
        forms = [_form(at) for _ in range(TRIES)]
        over, memory, waits = threading.Event(), [_mib(at)], list[float]()
        watches = [threading.Thread(target=_watch, args=(at, over, memory, waits)) for _ in range(BOARDS)]
        for each in watches:
            each.start()
        answers = _guess(at, forms)
        over.set()
        for each in watches:
            each.join()
    waits.sort()
    p99 = waits[len(waits) * 99 // 100] * 1000
    say("60 wrong passwords at once", hashed=answers[401], refused=answers[429], mib=max(memory), boards_p99_ms=p99)


def _guess(at: Hall, forms: list[tuple[str, str]]) -> Counter[int]:
    """The statuses of the answers."""
    ready, answers = threading.Barrier(TRIES), Counter[int]()

    def guess(cookie: str, token: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=LONGEST_S)
        connection.connect()
        ready.wait(LONGEST_S)
        form = urlencode({"csrf_token": token, "name": "lan", "password": "wrong"})
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


def _watch(at: Hall, over: threading.Event, memory: list[int], waits: list[float]) -> None:
    """Load a board again and again, and look at the server's memory."""
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=LONGEST_S)
    while not over.wait(EVERY_S):
        begun = time.perf_counter()
        connection.request("GET", "/board/1")
        connection.getresponse().read()
        waits.append(time.perf_counter() - begun)
        memory.append(_mib(at))


def _mib(at: Hall) -> int:
    """What the server's process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{at.process.pid}/status").read_text("ascii"))
    return int(found[1]) // 1024 if found else 0
