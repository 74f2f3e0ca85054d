"""Messages of the person in charge: shown and spoken until ended, their words apart from the record."""

import pytest

from kiosk.actions.hall import messages
from kiosk.domain.hall.message import Message, shown_in
from kiosk.domain.hall.refusals import BadMessage, MessageOver
from kiosk.domain.office.refusals import UnknownZone
from kiosk.office import Office
from kiosk.views.hall import news
from kiosk.views.record import audit, queries
from tests.conftest import NOW, SetClock, call, issue, kinds, nothing_happens, rows


def shown(office: Office, zone: str) -> str | None:
    found = shown_in(zone, office.see(news.messages))
    return found.kind if found else None


def test_a_message_is_shown_in_every_zone_until_it_is_ended(office: Office) -> None:
    told = messages.show(office, "outage")
    assert (shown(office, "1"), shown(office, "2")) == ("outage", "outage")
    messages.end(office, told.id)
    assert (shown(office, "1"), shown(office, "2")) == (None, None)
    assert kinds(office)[-2:] == ["MessageShown", "MessageEnded"]


def test_that_the_office_closes_soon_is_over_with_its_day(office: Office, clock: SetClock) -> None:
    messages.show(office, "closing")
    trouble = messages.show(office, "trouble")
    clock.forward(24 * 3600)
    issue(office)
    assert [each.id for each in office.see(news.messages)] == [trouble.id]
    assert audit.verify(office, everything=True) == []


def test_a_message_takes_its_turn_in_the_ledger_of_each_of_its_zones(office: Office) -> None:
    issue(office)
    call(office, 1)
    told = messages.show(office, "closing", ["1"])
    messages.repeat(office, told.id)
    assert rows(office, "SELECT zone, no, kind, message FROM announcements ORDER BY no") == [
        ("1", 1, "call", None), ("1", 2, "message", told.id), ("1", 3, "message", told.id),
    ]  # fmt: skip
    assert shown(office, "2") is None


def test_to_leave_the_building_comes_before_whatever_is_newer() -> None:
    one = Message(1, "evacuation", (), None, NOW)
    others = [Message(2, "outage", (), None, NOW), Message(3, "closing", ("2",), None, NOW)]
    assert shown_in("1", [one, *others]) == one
    assert shown_in("2", others) == others[1]
    assert shown_in("1", others) == others[0]


def test_free_words_are_kept_out_of_the_log_and_may_be_erased(office: Office) -> None:
    told = messages.show(office, "free", words=(" Quầy 3  tạm nghỉ\n đến 10 giờ ", "Counter 3 rests"))
    assert (told.text("vi"), told.text("en")) == ("Quầy 3 tạm nghỉ đến 10 giờ", "Counter 3 rests")
    assert "nghỉ" not in "".join(each.body for each in queries.log_entries(office))
    office.db.writer().execute("DELETE FROM message_texts")
    assert audit.verify(office, everything=True) == []


def test_words_go_with_free_messages_only(office: Office) -> None:
    messages.show(office, "outage", words=("Mười phút nữa có điện", ""))
    assert rows(office, "SELECT * FROM message_texts") == []


def test_a_citizen_who_reads_english_sees_the_vietnamese_when_there_is_no_other() -> None:
    assert Message(1, "free", (), None, NOW, None, "Mời chờ").text("en") == "Mời chờ"


@pytest.mark.parametrize(("kind", "text"), [("free", ""), ("free", " \u200b "), ("free", "a" * 201), ("party", "a")])
def test_what_is_no_message_is_refused(office: Office, kind: str, text: str) -> None:
    with nothing_happens(office), pytest.raises(BadMessage):
        messages.show(office, kind, words=(text, ""))


def test_an_unknown_zone_and_a_message_that_is_over_are_refused(office: Office) -> None:
    told = messages.show(office, "trouble")
    messages.end(office, told.id)
    with nothing_happens(office):
        with pytest.raises(UnknownZone):
            messages.show(office, "outage", ["9"])
        for message in (told.id, 99):
            with pytest.raises(MessageOver):
                messages.end(office, message)
            with pytest.raises(MessageOver):
                messages.repeat(office, message)
