"""What a stranger, an officer and an administrator can reach: addresses and commands, nothing inside."""

import re

from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk import config
from kiosk.actions.work import working
from kiosk.cli import kiosk, load_commands
from kiosk.domain.instants import to_text
from kiosk.domain.record.entries.office import DeviceAdded
from kiosk.office import Office
from kiosk.storage.office import devices
from kiosk.storage.office.devices import Device
from kiosk.storage.record import facts
from tests.conftest import client_of, form_token

PASSWORD = "mật-khẩu-dài"
FAR = {"REMOTE_ADDR": "192.0.2.7"}
TLS = "https://localhost"


def run(office: Office, *arguments: str) -> Result:
    """`kiosk …` on the office's folder, by the office's own clock."""
    load_commands()
    clock = office.config.folder / "clock"
    clock.write_text(to_text(office.clock()))
    environment = {"KIOSK_CLOCK_FILE": str(clock), "LANG": "C", "LC_ALL": "C"}
    return CliRunner().invoke(kiosk, ["--data", str(office.config.folder), *arguments], env=environment)


def told(office: Office, *arguments: str) -> str:
    """What a command that went well printed."""
    result = run(office, *arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def earlier_pad(office: Office) -> str:
    """The token of a rating tablet that an earlier program admitted, which asked for no counter."""
    made = "a-token-of-an-earlier-program"
    with working(office) as work:
        device = devices.add(work.sql, Device(0, "pad"), made)
        work.log(DeviceAdded(device, "pad", facts.digests_of_people(work.sql)["device", device]))
    return made


def token(office: Office, role: str, *options: str) -> str:
    """A new device's token."""
    return told(office, "token", "add", "--role", role, *options).splitlines()[-1]


def hire(office: Office, login: str, *roles: str) -> str:
    """Somebody new works here, as an officer if nothing else; answers the login."""
    named = [each for role in roles or ("officer",) for each in ("--role", role)]
    told(office, "officer", "add", login, *named, "--password", PASSWORD)
    return login


def machine(office: Office, text: str, *, demo: bool = False) -> FlaskClient:
    """A browser at an office whose machine's file says so."""
    (office.config.folder / "kiosk.toml").write_text(text)
    settings = config.load(office.config.folder, {"KIOSK_DEMO": "1"} if demo else {})
    return client_of(Office(settings, office.clock))


def sign_in(client: FlaskClient, login: str, password: str = PASSWORD) -> TestResponse:
    """Name and password, sent as the form sends them."""
    form = {"csrf_token": form_token(client, "/device"), "name": login, "password": password}
    return client.post("/login", data=form)


def safe_form_token(client: FlaskClient) -> str:
    """The form token of a page that came over TLS."""
    return form_token_of(client.get("/device", base_url=TLS).text)


def form_token_of(html: str) -> str:
    """The form token that a page holds."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found[1]


def register(client: FlaskClient, token: str, base: dict[str, str] | None = None) -> TestResponse:
    """A screen's token, sent as the form sends it."""
    form = {"csrf_token": form_token(client, "/device"), "token": token}
    return client.post("/device", data=form, environ_base=base or {})


def bearing(token: str) -> dict[str, str]:
    """What a program sends to name itself."""
    return {"Authorization": f"Bearer {token}"}
