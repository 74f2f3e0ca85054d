"""A password is the same whichever keyboard writes its accents and blanks."""

import unicodedata

import pytest

from kiosk.actions.office import manager, passwords
from kiosk.domain.office.refusals import WeakPassword, WrongPassword
from kiosk.office import Office

WRITTEN = "sáng nắng  chiều mưa"


@pytest.mark.parametrize("typed", [WRITTEN, unicodedata.normalize("NFD", WRITTEN), "sáng nắng\xa0chiều mưa "])
def test_accents_and_blanks_are_of_one_form(office: Office, typed: str) -> None:
    manager.add_officer(office, "lan", "Lan", WRITTEN)
    assert passwords.sign_in(office, "lan", typed).login == "lan"
    with pytest.raises(WrongPassword):
        passwords.sign_in(office, "lan", typed.upper())


def test_what_was_kept_as_it_was_typed_still_opens(office: Office) -> None:
    manager.add_officer(office, "lan", "Lan", "anything else")
    kept = passwords._hasher().hash(WRITTEN)
    office.db.writer().execute("UPDATE officers SET password_hash = ? WHERE login = 'lan'", (kept,))
    assert passwords.sign_in(office, "lan", WRITTEN).login == "lan"


def test_blanks_make_no_password_long(office: Office) -> None:
    with pytest.raises(WeakPassword):
        manager.add_officer(office, "lan", "Lan", "a" + " " * 20)
