"""What an office that is set up works with: people, printers, boards, loudspeakers, registered screens."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from importlib.util import find_spec

from kiosk.cli.doctor.finding import Finding, looked
from kiosk.devices.printer_target import BadTarget, target
from kiosk.domain.hall.loudspeaker import SoundRecord
from kiosk.domain.office.plan import Plan
from kiosk.domain.paper.printers import PRINTS, PrinterState
from kiosk.i18n import Words
from kiosk.office import Office
from kiosk.views.hall import board, sound
from kiosk.views.hall.reach import reach
from kiosk.views.office import devices, people

WARNED_BEFORE = timedelta(days=60)


def findings(office: Office, t: Words) -> Iterator[Finding]:
    """People, printers, boards and loudspeakers."""
    plan = office.present_plan()
    yield from _people(office, t)
    yield from _printers(office, plan, t)
    yield from _boards(office, plan, t)
    for each in office.see(board.faulty_notices):
        yield Finding(t("doctor.what.notice", name=each.name), each.fault, False)
    yield from _sounds(office, t)
    yield looked(t, "voice", "found") if find_spec("pyttsx3") else looked(t, "voice", "none", False)
    yield from _tokens(office, t)


def _people(office: Office, t: Words) -> Iterator[Finding]:
    """Who can sign in: officers at their desks, and somebody in charge, who alone sees monitor and reports."""
    officers = office.see(people.officers)
    yield looked(t, "officers", "named" if officers else "none", bool(officers), n=len(officers))
    if officers:
        charge = any("manager" in each.roles for each in officers)
        yield looked(t, "charge", "named" if charge else "none", charge)


def _printers(office: Office, plan: Plan, t: Words) -> Iterator[Finding]:
    """Each printer as its agent tells, and whether its address names one at all."""
    for name, state in office.see(devices.printers).items():
        what = t("doctor.what.printer", name=name)
        try:
            if name in plan.printers:
                target(plan.printers[name].target)
        except BadTarget as error:
            yield Finding(what, t.flaw(error.flaw), False)
            continue
        if state in PRINTS or state is PrinterState.UNASKED:
            yield Finding(what, t(f"doctor.printer.{state}"))
        else:
            yield Finding(what, t(f"printer.{state}", printer=name), False)


def _boards(office: Office, plan: Plan, t: Words) -> Iterator[Finding]:
    """From how far each zone's boards are read, by the panel and the distance the office told."""
    for code, it in office.see(reach).items():
        distance_m = plan.zones[code].rules.distance_m
        far = min(it.call_m, it.list_m) >= distance_m
        facts = {
            "zone": code,
            "call": t.decimal(round(it.call_m, 1)),
            "list": t.decimal(round(it.list_m, 1)),
            "wanted": distance_m,
        }
        yield looked(t, "board", "far" if far else "near", it.call_m >= distance_m, **facts)


def _sounds(office: Office, t: Words) -> Iterator[Finding]:
    """Who speaks in each zone, and what became of today's announcements."""
    silent = {zone.code for zone, _ in office.see(sound.silent)}
    for zone, (state, record) in office.see(sound.records).items():
        counted = ", ".join(f"{number} {t(f'doctor.said.{outcome}')}" for outcome, number in record.outcomes.items())
        today = t("doctor.sound.today", counted=counted or t("doctor.sound.nothing"))
        sentence = "; ".join([t(f"doctor.sound.{state}", zone=zone), today, *_waited(record, t)])
        yield Finding(t("doctor.what.sound", zone=zone), sentence, zone not in silent)


def _waited(record: SoundRecord, t: Words) -> Iterator[str]:
    for name, waits in (("silent", record.silent), ("busy", record.busy)):
        if waits:
            yield t(f"doctor.sound.after_{name}", **_middle(waits, t))


def _middle(waits: Sequence[float], t: Words) -> dict[str, str]:
    """The median and the 99th percentile of waits (s)."""
    ranked = sorted(waits)
    late = ranked[min(len(ranked) - 1, len(ranked) * 99 // 100)]
    return {"median": t.decimal(round(ranked[len(ranked) // 2], 1)), "late": t.decimal(round(late, 1))}


def _tokens(office: Office, t: Words) -> Iterator[Finding]:
    """The devices whose token ends soon or has ended: their screens would go dark one morning."""
    for each in office.see(people.admitted):
        if each.expires_at is not None and each.expires_at - office.clock() < WARNED_BEFORE:
            facts = {"id": f"{each.id}", "name": each.name or each.role, "day": each.expires_at.date()}
            yield looked(t, "device", "ends", False, **facts)
