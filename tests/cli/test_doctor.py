"""The doctor fails where the office cannot work as it was set up, and says the cure, in the terminal's language."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk import config
from kiosk.actions.hall.loudspeaker import SoundReport, attend
from kiosk.actions.office import manager, staff
from kiosk.actions.paper import printing
from kiosk.demo import SAMPLE
from kiosk.office import Office
from tests.cli.test_cli import Kiosk, cli, folder, ready, said
from tests.conftest import SetClock

__all__ = ["cli", "folder", "ready"]


@pytest.fixture
def office(ready: Kiosk, folder: Path, clock: SetClock) -> Office:
    return Office(config.load(folder), clock)


@pytest.fixture
def well(office: Office) -> Callable[[], None]:
    """Brings everything that the doctor looks at into order, as it is now."""
    manager.add_officer(office, "lan", "Lan", "mat-khau-dai")
    manager.add_officer(office, "ha", "Hà", "mat-khau-dai", "manager")

    def again() -> None:
        printing.report_state(office, "slips", "ok")
        for zone in ("1", "2"):
            attend(office, SoundReport(zone, f"board-{zone}"))

    again()
    return again


def cures(cli: Kiosk, **environment: str) -> list[str]:
    done = cli("doctor", **environment)
    found = [line[6:] for line in done.stdout.splitlines() if line.startswith(("CURE  ", "SỬA   "))]
    assert done.exit_code == (1 if found else 0), done.output
    return found


def test_an_office_in_order_needs_no_cure(ready: Kiosk, well: Callable[[], None]) -> None:
    assert cures(ready) == []
    assert said(ready("doctor", LC_ALL="vi_VN.UTF-8")).startswith("tốt   SQLite: ")


def test_a_fresh_office_lacks_people_printer_and_voice(ready: Kiosk) -> None:
    assert [line.split(":")[0] for line in cures(ready)] == [
        "officers",
        "printer slips",
        "sound of zone 1",
        "sound of zone 2",
    ]
    assert [line.split(":")[0] for line in cures(ready, LC_ALL="vi_VN.UTF-8")] == [
        "cán bộ",
        "máy in slips",
        "âm thanh khu vực 1",
        "âm thanh khu vực 2",
    ]


def test_nobody_in_charge_is_nobody_who_sees_monitor_and_reports(
    ready: Kiosk, office: Office, well: Callable[[], None]
) -> None:
    staff.give_roles(office, "ha", ["administrator"])
    assert cures(ready) == [
        "person in charge: none: nobody can open monitor and reports. Run kiosk officer add LOGIN --role manager"
    ]


@pytest.mark.parametrize(
    ("state", "cure"),
    [
        ("out", "The printer slips is out of paper. Change the roll"),
        ("cover_open", "The cover of the printer slips is open."),
        ("offline", "The printer slips does not work."),
        ("silent", "The printer slips does not answer"),
        ("unknown", "No program prints on the printer slips."),
    ],
)
def test_a_printer_that_prints_nothing(
    ready: Kiosk, office: Office, well: Callable[[], None], state: str, cure: str
) -> None:
    printing.report_state(office, "slips", state)
    (found,) = cures(ready)
    assert found.startswith(f"printer slips: {cure}")


@pytest.mark.parametrize("state", ["near_end", "unasked"])
def test_a_printer_that_still_prints(ready: Kiosk, office: Office, well: Callable[[], None], state: str) -> None:
    printing.report_state(office, "slips", state)
    assert cures(ready) == []


def test_a_printer_whose_address_names_none(ready: Kiosk, tmp_path: Path, well: Callable[[], None]) -> None:
    changed(ready, tmp_path, "tcp://127.0.0.1:9100", "http://127.0.0.1")
    (found,) = cures(ready)
    assert found.startswith("printer slips: “http://127.0.0.1” names no printer; write one of tcp://host:9100")


def test_a_zone_that_fell_silent(ready: Kiosk, well: Callable[[], None], clock: SetClock, office: Office) -> None:
    clock.forward(120)
    printing.report_state(office, "slips", "ok")
    assert [line.split(";")[0] for line in cures(ready)] == [
        f"sound of zone {zone}: nobody speaks: open its board, or run display speak --zone {zone}" for zone in "12"
    ]


def changed(cli: Kiosk, tmp_path: Path, old: str, new: str) -> None:
    text = SAMPLE.read_text("utf-8")
    assert old in text
    (tmp_path / "changed.toml").write_text(text.replace(old, new), "utf-8")
    said(cli("setup", "--office", tmp_path / "changed.toml"))


def certified(folder: Path, first: datetime, last: datetime, name: str = "so.example.gov.vn") -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number(), first, last)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    lines = (f'cert = "{folder}/cert.pem"', f'key = "{folder}/key.pem"', 'public_url = "https://so.example.gov.vn"')
    (folder / "kiosk.toml").write_text("\n".join(lines))


@pytest.mark.parametrize(
    ("days", "cure"),
    [((-90, 200), ""), ((-90, 10), "ends on "), ((-90, -1), "ended on "), ((1, 90), "holds only from ")],
)
@pytest.mark.usefixtures("well")
def test_the_certificate_holds_or_its_cure_is_said(
    ready: Kiosk, folder: Path, clock: SetClock, days: tuple[int, int], cure: str
) -> None:
    first, last = (clock().astimezone(UTC) + timedelta(days=each) for each in days)
    certified(folder, first, last)
    assert [line.startswith(f"certificate: {cure}") for line in cures(ready)] == ([True] if cure else [])


def test_a_certificate_of_another_name_and_one_that_is_none(
    ready: Kiosk, folder: Path, clock: SetClock, well: Callable[[], None]
) -> None:
    certified(folder, clock() - timedelta(days=1), clock() + timedelta(days=90), "other.example.gov.vn")
    assert cures(ready) == [
        "certificate: does not name so.example.gov.vn, where public_url leads: browsers will refuse it"
    ]
    (folder / "cert.pem").write_text("no certificate")
    (found,) = cures(ready)
    assert found.startswith("certificate: ")


def test_an_office_that_others_reach_only_in_clear(ready: Kiosk, folder: Path, well: Callable[[], None]) -> None:
    (folder / "kiosk.toml").write_text('host = "0.0.0.0"\n')
    (found,) = cures(ready)
    assert found.startswith("certificate: none: officers cannot sign in on other machines.")
    (folder / "kiosk.toml").write_text('host = "0.0.0.0"\nplain_passwords = true\n')
    assert cures(ready) == []
