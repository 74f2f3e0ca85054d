"""How a printer is, by what it says and by its silence."""

import pytest

from kiosk.domain.paper.printers import Hearing, PrinterState, best

OK, OUT, OFFLINE, UNKNOWN = PrinterState.OK, PrinterState.OUT, PrinterState.OFFLINE, PrinterState.UNKNOWN
SILENT, UNASKED = PrinterState.SILENT, PrinterState.UNASKED


@pytest.mark.parametrize(
    ("heard", "state"),
    [
        ([], UNKNOWN),
        ([OK], OK),
        ([UNKNOWN], UNKNOWN),
        ([UNKNOWN, UNKNOWN], SILENT),
        ([UNKNOWN, OK, UNKNOWN], UNKNOWN),
        ([UNKNOWN, UNKNOWN, UNKNOWN, OK], OK),
        ([OK, OUT], OUT),
    ],
)
def test_two_silences_in_a_row_are_a_printer_that_never_answers(heard: list[PrinterState], state: PrinterState) -> None:
    hearing = Hearing(asked=True)
    for each in heard:
        hearing.heard(each)
    assert (hearing.state, hearing.stopped) == (state, state is OUT)


def test_one_that_cannot_be_asked_is_as_it_was_reached_the_last_time_and_never_waited_for() -> None:
    hearing = Hearing(asked=False)
    for heard, state in ((UNKNOWN, UNASKED), (OFFLINE, OFFLINE), (OK, UNASKED)):
        hearing.heard(heard)
        assert (hearing.state, hearing.stopped) == (state, False)


def test_who_waits_for_a_slip_is_told_of_the_best_printer() -> None:
    assert [best(each) for each in ([OUT, OK], [OUT, UNKNOWN], [OFFLINE, OUT], [])] == [OK, UNKNOWN, OUT, UNKNOWN]
