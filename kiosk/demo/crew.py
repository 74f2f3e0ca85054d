"""The citizens and officers of a day that is replayed: they come, are called and go, over HTTP."""

import json
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection

from kiosk.domain.errors import ReplayFailed

REST_S = 1.0  # the server closes a connection at rest after some seconds


@dataclass(slots=True)
class Beat:
    """What happens at one instant: how many come and how many are called, by letter."""

    arrivals: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    calls: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Crew:
    """The citizens and officers of the day, over HTTP; one letter's calls go one after the other."""

    def __init__(self, port: int, tokens: dict[str, str], counters: dict[str, list[int]]) -> None:
        self.port, self.tokens, self.counters = port, tokens, counters
        self.turns: dict[str, int] = defaultdict(int)
        self.busy: set[int] = set()
        self._own = threading.local()

    def live(self, hands: ThreadPoolExecutor, moment: Beat) -> None:
        """Everybody who comes at an instant comes, then everybody called at it is called."""
        newcomers = [letter for letter, count in moment.arrivals.items() for _ in range(count)]
        list(hands.map(self._issue, newcomers))
        list(hands.map(lambda item: self._call(*item), moment.calls.items()))

    def close(self, hands: ThreadPoolExecutor) -> None:
        """Every counter finishes what it is at."""
        list(hands.map(self._finish, sorted(self.busy)))

    def _issue(self, letter: str) -> None:
        self._post("kiosk", "/api/v1/tickets", 201, {"area": letter})

    def _call(self, letter: str, count: int) -> None:
        for _ in range(count):
            counters = self.counters[letter]
            counter = counters[self.turns[letter] % len(counters)]
            self.turns[letter] += 1
            if counter in self.busy:
                self._finish(counter)
            self._post("desk", f"/api/v1/counters/{counter}/next", 200)
            self.busy.add(counter)

    def _finish(self, counter: int) -> None:
        self._post("desk", f"/api/v1/counters/{counter}/finish", 200)

    def _post(self, role: str, path: str, status: int, body: dict[str, str] | None = None) -> None:
        headers = {"Authorization": f"Bearer {self.tokens[role]}", "Content-Type": "application/json"}
        connection = self._connection()
        connection.request("POST", path, json.dumps(body or {}), headers)
        answer = connection.getresponse()
        said = answer.read().decode()
        if answer.status != status:
            raise ReplayFailed(detail=f"{path} {answer.status} {said}")

    def _connection(self) -> HTTPConnection:
        """This hand's connection; one long at rest is opened anew, as the server may be closing it just now."""
        former, self._own.used = getattr(self._own, "used", 0.0), time.monotonic()
        if not hasattr(self._own, "connection"):
            self._own.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection: HTTPConnection = self._own.connection
        if self._own.used - former > REST_S:
            connection.close()  # the next request opens it
        return connection
