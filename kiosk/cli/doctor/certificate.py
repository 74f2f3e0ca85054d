"""Whether officers on other machines can sign in: the certificate the office serves with, and until when it holds."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from kiosk.cli.doctor.finding import Finding, looked
from kiosk.domain.errors import Refusal
from kiosk.i18n import Words
from kiosk.office import Office
from kiosk.serve import certificate as served

WARNED_BEFORE = timedelta(days=30)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def findings(office: Office, t: Words) -> Iterator[Finding]:
    """What there is to say of the certificate, or of its absence."""
    config = office.config
    if not (config.cert or config.key):
        if config.host not in LOOPBACK and not config.plain_passwords and not config.trusted_proxies:
            yield looked(t, "certificate", "none", False)
        return
    try:
        served(config)
        read = x509.load_pem_x509_certificate(Path(config.cert).read_bytes())
    except (Refusal, OSError, ValueError) as error:
        sentence = t.refusal(error) if isinstance(error, Refusal) else f"{error}"
        yield Finding(t("doctor.what.certificate"), sentence, False)
        return
    yield _dates(read, office.clock(), t)
    name = urlsplit(config.public_url).hostname
    if name and config.public_url.startswith("https") and not _names(read, name):
        yield looked(t, "certificate", "other", False, name=name)


def _dates(read: x509.Certificate, now: datetime, t: Words) -> Finding:
    first, last = read.not_valid_before_utc, read.not_valid_after_utc
    if now < first:
        return looked(t, "certificate", "early", False, day=first.date())
    if now > last:
        return looked(t, "certificate", "over", False, day=last.date())
    soon = last - now < WARNED_BEFORE
    return looked(t, "certificate", "soon" if soon else "holds", not soon, day=last.date())


def _names(read: x509.Certificate, name: str) -> bool:
    """Whether browsers accept it for a name."""
    try:
        names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    hosts = [each.lower() for each in names.get_values_for_type(x509.DNSName)]
    hosts += [f"{each}" for each in names.get_values_for_type(x509.IPAddress)]
    return name.lower() in hosts or f"*.{name.lower().partition('.')[2]}" in hosts
