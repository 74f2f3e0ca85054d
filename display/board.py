"""The lobby display of a zone: what it shows, and the stream of its regions and announcements."""

import json
import logging
import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from sqlite3 import Connection
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request, send_file

from display import phrases
from display.speech import NoVoice, SpeechStore
from kiosk.domain.errors import NotFound
from kiosk.domain.message import Message
from kiosk.domain.numbering import business_day
from kiosk.domain.plan import Area, Plan, Zone
from kiosk.domain.ticket import Leg, State
from kiosk.domain.waiting import Wait
from kiosk.office import Office
from kiosk.storage import announcements, legs, messages
from kiosk.storage.announcements import Announcement
from kiosk.web.context import language, page, the_office, tongue
from kiosk.web.stream import Publisher, Topic, beat, event, sse

bp = Blueprint("board", __name__, url_prefix="/board")
SPOKEN_FOR = timedelta(seconds=60)  # an older call is shown, not spoken
RECENT = 6
REPLAYED = 60  # what a page that was away hears of; more could not be spoken in a minute
MISSED = 8
DIGITS = re.compile("[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class View:
    """What a board shows: the newest calls, each counter's number, who missed the call, who waits.

    `newest`: the number of the zone's last announcement. `calls`: each ticket once, where it was called last.
    """

    office: Plan
    zone: Zone
    newest: int
    calls: list[Announcement]
    counters: dict[int, Leg | None]
    missed: list[Leg]
    unlisted: int
    areas: list[tuple[Area, int, Wait]]
    now: datetime


@dataclass(frozen=True, slots=True)
class Hall:
    """A zone's region as text, with the latest announcements of its ledger, oldest first."""

    text: str
    calls: tuple[Announcement, ...]


@bp.get("/<zone>")
def board(zone: str) -> str:
    """The whole board of a zone."""
    with the_office().reading() as (sql, plan):
        view = _view(the_office(), sql, plan, zone, _ledger(sql, zone))
    return page("board/page.html", view=view)


@bp.get("/<zone>/stream")
def stream(zone: str) -> Response:
    """The region as it changes, and every announcement once, in order, from the last one the page saw."""
    with the_office().reading() as (sql, plan):
        plan.zone(zone)
        newest = announcements.newest_no(sql, zone)
    asked = (request.headers.get("Last-Event-ID"), request.args.get("since"))
    seen = next((int(each) for each in asked if each and DIGITS.fullmatch(each)), newest)
    publisher: Publisher = current_app.extensions["publisher"]
    return sse(_events(the_office(), publisher, zone, language(), min(seen, newest)))


@bp.get("/<zone>/speech/<int:no>.wav")
def speech(zone: str, no: int) -> Response:
    """An announcement in a natural voice; made once, then kept."""
    with the_office().reading() as (sql, _):
        found = announcements.load(sql, zone, no)
        message = messages.load(sql, found.message) if found and found.message else None
    if found is None:
        raise NotFound()
    said = _words(found, message, language(), short="short" in request.args)
    return _sound(_store().wav(said, language()))


@bp.get("/chime.wav")
def chime() -> Response:
    """The chime before each announcement."""
    return _sound(_store().chime())


@bp.errorhandler(NoVoice)
def without_voice(error: NoVoice) -> Response:
    """No voice: the board plays its chime alone, and the reason is in the log of the machine."""
    logging.getLogger(__name__).warning("%s", error)
    return Response(str(error), 503, mimetype="text/plain")


def render(office: Office, sql: Connection, plan: Plan, topic: Topic) -> Hall:
    """The region of a zone in a language, for its stream."""
    _, zone, lang = topic
    template, ledger = current_app.jinja_env.get_template("board/_hall.html"), _ledger(sql, zone)
    text = template.render(view=_view(office, sql, plan, zone, ledger), **tongue(lang))
    return Hall(text, tuple(reversed(ledger)))


def _events(office: Office, publisher: Publisher, zone: str, lang: str, seen: int) -> Generator[str, None, None]:
    text = ""
    for hall in publisher.stream(("board", zone, lang)):
        if not isinstance(hall, Hall):
            yield beat(office)
            continue
        if hall.text != text:
            text = hall.text
            yield event(text)
        for call in hall.calls:
            if call.no > seen:
                seen = call.no
                yield event(_facts(office, call, lang), "call", call.no)


def _words(announced: Announcement, message: Message | None, lang: str, short: bool) -> str:
    if message:
        return phrases.message(message.kind, lang, message.text(lang))
    return phrases.call(announced.number, announced.counter, lang, short=short)


def _facts(office: Office, call: Announcement, lang: str) -> str:
    facts = {
        "no": call.no,
        "kind": call.kind,
        "number": call.number,
        "counter": call.counter,
        "priority": call.priority,
        "speech": f"/board/{quote(call.zone)}/speech/{call.no}.wav?lang={lang}",
        "spoken": office.clock() - call.at < SPOKEN_FOR,
    }
    return json.dumps(facts, ensure_ascii=False)


def _ledger(sql: Connection, zone: str) -> list[Announcement]:
    """The end of a zone's ledger, newest first."""
    return announcements.latest(sql, zone, REPLAYED)


def _view(office: Office, sql: Connection, plan: Plan, code: str, ledger: list[Announcement]) -> View:
    zone, busy, waiting = plan.zone(code), legs.at_counters(sql), legs.waiting_counts(sql)
    letters = {area.letter for area in plan.areas_in(code)}
    missed = [leg for leg in legs.in_state(sql, State.ABSENT) if leg.area in letters]
    return View(
        office=plan,
        zone=zone,
        newest=ledger[0].no if ledger else 0,
        calls=_each_once(call for call in ledger if call.leg and _day_of(plan, call.at) == office.today(plan))[:RECENT],
        counters={n: busy.get(n) for n in plan.counters_in(code)},
        missed=missed[:MISSED],
        unlisted=len(missed[MISSED:]),
        areas=[
            (area, waiting.get(area.letter, 0), office.expect_newcomer(sql, plan, area.letter, waiting))
            for area in plan.areas_in(code)
        ],
        now=office.clock().astimezone(plan.zone_info),
    )


def _each_once(calls: Iterable[Announcement]) -> list[Announcement]:
    newest: dict[str, Announcement] = {}
    for call in calls:
        newest.setdefault(call.number, call)
    return list(newest.values())


def _day_of(plan: Plan, at: datetime) -> date:
    return business_day(at, plan.day_starts_at, plan.zone_info)


def _store() -> SpeechStore:
    store: SpeechStore = current_app.extensions["speech"]
    return store


def _sound(path: object) -> Response:
    return send_file(str(path), mimetype="audio/wav", max_age=86_400)
