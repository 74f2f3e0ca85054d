"""Seven long reports at once, and how soon forty boards hear of a call meanwhile: `tests/run bench report-crowd`."""

import threading
from urllib.request import urlopen

from tests.bench.dossiers.reports import DAY, FIRST, YEAR, begin, fill
from tests.bench.hall import Hall, hall, office_of, say
from tests.bench.lobby import boards

READERS, NUMBER = 7, 9


def main() -> None:
    with hall(demo=True) as at:
        _fill(at)
        over, answered = threading.Event(), list[int]()
        readers = [threading.Thread(target=_read, args=(at, over, answered)) for _ in range(READERS)]
        with boards.watching(at) as heard:
            boards.call_to_board(at, heard)
            for each in readers:
                each.start()
            boards.call_to_board(at, heard, f"call to board, 40 boards, {READERS} reports of a year at once")
            over.set()
        for each in readers:
            each.join()
        say("reports meanwhile", count=len(answered), statuses=sorted(set(answered)))


def _fill(at: Hall) -> None:
    with office_of(at) as office, office.db.turn():
        begin(office)
        fill(office, NUMBER)


def _read(at: Hall, over: threading.Event, answered: list[int]) -> None:
    first = (FIRST + NUMBER * YEAR).date()
    asked = f"http://127.0.0.1:{at.port}/report/ii06a?kind=free&from={first}&to={first + YEAR - DAY}"
    while not over.is_set():
        with urlopen(asked) as answer:
            answer.read()
            answered.append(answer.status)
