"""What a slip says, in the language of its visitor."""

from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.office import Office
from kiosk.paper.slips import compose
from kiosk.paper.typeset import Slip
from kiosk.views.queue import ticket

ADDRESS = "https://motcua.example.vn"


def slip(office: Office, lang: str | None) -> Slip:
    number = visitor.issue(office, Wish("A", lang=lang)).ticket.number
    found = office.see(ticket.slip, number)
    return compose(office.present_plan(), found, ADDRESS, found.lang or "vi")


def test_a_visitor_who_read_english_gets_paper_and_phone_in_english(office: Office) -> None:
    said = slip(office, "en")
    assert (said.lang, said.ahead) == ("en", "You are next")
    assert said.qr.startswith(f"{ADDRESS}/t/") and said.qr.endswith("?lang=en")


def test_everybody_else_gets_vietnamese(office: Office) -> None:
    said = slip(office, None)
    assert (said.lang, said.ahead) == ("vi", "Ông/Bà là người tiếp theo")
    assert "?" not in said.qr
