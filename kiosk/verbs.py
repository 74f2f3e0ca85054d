"""What can be done with a ticket or at a counter: one table, from which desk, programs and command line are made.

A verb says what it is called, which action does it, what it must be told, who may, and what a program is answered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any

from kiosk import access
from kiosk.actions.queue import holder, moving, officer, particulars, skipping, undoing
from kiosk.actions.queue.moving import PLACES, To
from kiosk.domain import reasons
from kiosk.domain.errors import NotFound
from kiosk.domain.instants import to_text
from kiosk.domain.office.roles import Actor
from kiosk.domain.queue.ticket import Leg
from kiosk.office import Office

Where = int | str  # a counter's number, a ticket's, or an area's letter
Answer = Mapping[str, Any]
STAFF = frozenset({"desk", "console"})  # an officer, a program with a desk's token, whoever works at the machine


class On(Flag):
    """What a verb is done with: whoever is at a counter, a ticket wherever it is, or an area."""

    COUNTER = auto()
    TICKET = auto()
    AREA = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a verb is told: `name` as programs and forms say it, `argument` as the action does.

    `codes`, `numbers`: the only ones there are. `most`: the largest number. `option`: its name on the command line.
    """

    name: str
    argument: str = ""
    kind: type[str] | type[int] = str
    required: bool = False
    codes: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    most: int | None = None
    option: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done; `dated`: a page says how new it was, and a stale one is refused."""

    name: str
    does: str
    act: Callable[..., Any]
    on: On
    answers: Callable[[Where, Any], Answer]
    takes: tuple[Field, ...] = ()
    may: frozenset[str] = STAFF
    dated: bool = True
    aside: bool = False  # at the desk also with a ticket that is not at its counter


def perform(
    verb: Verb, office: Office, where: Where, by: Actor, *, fields: Mapping[str, Any], version: int | None = None
) -> Any:
    """Do it, for whoever may; `fields` holds the values of the verb's fields by name."""
    access.require_any(by, verb.may)
    facts = {field.argument or field.name: fields[field.name] for field in verb.takes if field.name in fields}
    return verb.act(office, where, by=by, **facts, **({"version": version} if verb.dated else {}))


def call_of(leg: Leg) -> Answer:
    """A call as programs are told of it."""
    return {"number": leg.number, "area": leg.area, "counter": leg.counter}


def state_of(leg: Leg) -> Answer:
    """A leg after a step as programs are told of it."""
    return {**call_of(leg), "state": leg.state, "turn_at": to_text(leg.turn_at), "out_of_turn": leg.why_out_of_turn}


def _leg(_: Where, leg: Leg) -> Answer:
    return state_of(leg)


def _call(_: Where, leg: Leg) -> Answer:
    return call_of(leg)


def _finished(where: Where, leg: Leg) -> Answer:
    return _call(where, leg) if isinstance(where, int) else _leg(where, leg)


def _finished_and_called(where: Where, legs: tuple[Leg, Leg | None]) -> Answer:
    finished, called = legs
    return {"finished": _leg(where, finished), "called": _leg(where, called) if called else None}


def _restored(where: Where, legs: Iterable[Leg]) -> Answer:
    return {"restored": [_leg(where, leg) for leg in legs]}


def _break(counter: Where, reason: str | None) -> Answer:
    return {"counter": counter, "break": reason}


def _noted(number: Where, words: str) -> Answer:
    return {"number": number, "note": words}


def _skipped(_: Where, numbers: tuple[str, str]) -> Answer:
    return {"first": numbers[0], "last": numbers[1]}


def _transfer(office: Office, where: Where, by: Actor, version: int | None, **to: Any) -> Leg:
    return moving.transfer(office, where, To(**to), by, version)


def _reason(codes: tuple[str, ...], required: bool = True, help: str = "") -> Field:
    return Field("reason", required=required, codes=codes, help=help)


_NUMBER = Field("number", "ticket", required=True)
_OUT_OF_TURN = _reason(reasons.OUT_OF_TURN, required=False, help="Why a ticket goes out of turn.")
_REMIND = Field("remind_min", kind=int, most=reasons.LONGEST_REMINDER_MIN, option="remind", help="Remind in minutes.")
_TO = (
    Field("to", "area", help="The area it is sent to."),
    Field("counter", kind=int, help="The counter it is sent to."),
    Field("place", codes=PLACES, help="In turn, first (with a reason), to the end."),
    _OUT_OF_TURN,
)
_MINUTES = Field("minutes", kind=int, numbers=holder.LATE_MIN)
_AREA = Field("area", help="The area of the next service.")
_CLASS = Field("priority", help="Without it the class is withdrawn.")
_LEG = Field("leg", kind=int)  # of several that a ticket may have had, the one that a page shows
_ANYWHERE = On.COUNTER | On.TICKET

_TABLE = (
    Verb("next", "Call the ticket whose turn it is.", officer.call_next, On.COUNTER, _call),
    Verb("call", "Call a chosen ticket.", officer.call_number, On.COUNTER, _leg, (_NUMBER, _OUT_OF_TURN)),
    Verb("recall", "Call the ticket at a counter once more.", officer.recall, _ANYWHERE, _leg),
    Verb("start", "Begin the service: the citizen came.", officer.start, _ANYWHERE, _leg),
    Verb("finish", "End the service.", officer.finish, _ANYWHERE, _finished),
    Verb("finish-next", "End the service, call the next.", officer.finish_and_next, On.COUNTER, _finished_and_called),
    Verb("again", "Begin the next service of the same visit.", officer.next_service, _ANYWHERE, _leg, (_AREA,)),
    Verb("absent", "Nobody came to the call.", officer.absent, _ANYWHERE, _leg),
    Verb("put-back", "Put a ticket back into the queue at its old turn.", moving.put_back, _ANYWHERE, _leg),
    Verb("return", "One who missed the call waits again.", moving.take_back, _ANYWHERE, _leg, (_LEG,)),
    Verb("park", "Set a ticket aside, its turn kept.", moving.park, _ANYWHERE, _leg, (_reason(reasons.PARK), _REMIND)),
    Verb("resume", "A parked ticket waits again.", moving.resume, _ANYWHERE, _leg, (_LEG,)),
    Verb("transfer", "Send a ticket to another area or counter, its turn kept.", _transfer, _ANYWHERE, _leg, _TO),
    Verb("late", "Who will be late is called later.", holder.note_late, On.TICKET, _leg, (_MINUTES,), dated=False),
    Verb(
        "grade",
        "Grant a ticket a priority class, or withdraw it.",
        particulars.grade,
        _ANYWHERE,
        _leg,
        (_CLASS, _reason(reasons.GRADE)),
        dated=False,
        aside=True,
    ),
    Verb(
        "note",
        "Note a few words to a ticket.",
        particulars.note,
        On.TICKET,
        _noted,
        (Field("text", required=True),),
        dated=False,
        aside=True,
    ),
    Verb("undo", "Take back the counter's last step, within 10 s.", undoing.undo, On.COUNTER, _restored),
    Verb("break", "Close a counter for a while.", officer.begin_break, On.COUNTER, _break, (_reason(reasons.BREAK),)),
    Verb("end-break", "Open the counter again.", officer.end_break, On.COUNTER, _break),
    Verb(
        "skip",
        "Give no number of an area up to one, as after an outage.",
        skipping.skip,
        On.AREA,
        _skipped,
        (Field("number", "upto", required=True), _reason(reasons.SKIP)),
        dated=False,
    ),
    Verb(
        "undo-skip",
        "Give the numbers of an area that were skipped last after all, while none after them was given.",
        skipping.undo,
        On.AREA,
        _skipped,
        may=frozenset({"manager", "console"}),
        dated=False,
    ),
)
VERBS: Mapping[str, Verb] = {verb.name: verb for verb in _TABLE}


def of(name: str, on: On) -> Verb:
    """The verb of a name, when it is done with a counter, a ticket or an area; NotFound otherwise."""
    verb = VERBS.get(name)
    if verb is None or not verb.on & on:
        raise NotFound()
    return verb
