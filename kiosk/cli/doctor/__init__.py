"""What the office stands on and works with, looked at before a day begins: each a finding with its cure."""

from collections.abc import Iterator
from contextlib import suppress

from kiosk.cli.doctor import certificate, machine, workplace
from kiosk.cli.doctor.finding import Finding
from kiosk.domain.office.refusals import NoOffice
from kiosk.i18n import Words
from kiosk.office import Office


def examine(office: Office, t: Words) -> Iterator[Finding]:
    """Everything worth knowing before a day begins."""
    if not office.db.path.exists():
        raise NoOffice(folder=office.config.folder)
    yield from machine.findings(office, t)
    yield from certificate.findings(office, t)
    with suppress(NoOffice):  # not set up yet, as the work above says
        yield from workplace.findings(office, t)
