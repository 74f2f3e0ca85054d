"""What became of the announcements of a zone: counted, with their waits."""

from datetime import timedelta

from kiosk.actions.hall.loudspeaker import SoundReport, attend
from kiosk.domain.hall.loudspeaker import SoundRecord
from kiosk.office import Office
from kiosk.storage.hall import loudspeakers
from tests.conftest import NOW, SetClock, call, issue


def ask(office: Office, done: int = 0) -> None:
    attend(office, SoundReport("1", "a board", done=done))


def test_outcomes_are_counted_and_waits_told_apart(office: Office, clock: SetClock) -> None:
    for counter in (1, 2, 3):
        issue(office)
        call(office, counter)
    clock.forward(0.2)
    ask(office)  # the first, into silence
    clock.forward(6)
    ask(office, done=1)  # the second had to wait
    clock.forward(70)
    ask(office, done=2)  # the third is too old by now
    with office.reading() as (sql, _):
        record = loudspeakers.record_since(sql, "1", NOW)
        later = loudspeakers.record_since(sql, "1", NOW + timedelta(seconds=70))
        nobody = loudspeakers.record_since(sql, "2", NOW)
    assert record == SoundRecord({"old": 1, "said": 2}, [0.2], [6.2])
    assert later == SoundRecord({"old": 1}, [], [])
    assert nobody == SoundRecord({}, [], [])
