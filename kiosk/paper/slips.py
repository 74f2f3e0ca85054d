"""What a slip says: a ticket and its promise in the words of a language."""

from kiosk.domain.office.plan import Plan
from kiosk.domain.queue.expecting import expected_call
from kiosk.domain.queue.ticket import Ticket
from kiosk.domain.queue.waiting import Wait
from kiosk.i18n import words
from kiosk.paper.typeset import Slip


def compose(plan: Plan, ticket: Ticket, public_url: str, lang: str = "vi", copy: int = 0) -> Slip:
    """The slip of a ticket; without a public address its code is for the office's own scanners, and says so."""
    t, wait = words(lang), ticket.promise or Wait(0)
    issued_at = ticket.issued_at.astimezone(plan.zone_info)
    area, expected = plan.area(ticket.area), expected_call(wait, ticket.area, plan, ticket.issued_at)
    zones = t.names(plan.zones[code] for code in area.zones)
    return Slip(
        heading=t("slip.reprint") if copy else "",
        office=t.of(plan),
        area=t("result.unsure") if ticket.unsure else t.of(area),
        number=ticket.number,
        digits=t("slip.code", code=ticket.code),
        witness=t("slip.witness", code=ticket.witness) if ticket.witness else "",
        priority=t("priority.mark") if ticket.priority else "",
        issued=t.moment(issued_at),
        ahead=t("slip.ahead", n=wait.ahead) if wait.ahead else t("slip.first"),
        expected=t.expected(expected, "slip") if expected else "",
        where=t("slip.where", zone=zones),
        qr=f"{public_url}/t/{ticket.token}{'' if lang == 'vi' else f'?lang={lang}'}" if public_url else ticket.token,
        follow=t("slip.follow" if public_url else "slip.office_code"),
        missed=t("slip.missed", n=plan.returns.times, after=plan.returns.after) if plan.returns.times else "",
        lang=lang,
    )
