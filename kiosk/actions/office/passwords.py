"""Passwords and PINs: what is kept of them, and whom they prove.

Hashing is slow on purpose and takes 64 MB each time: two at once, and few who wait for their turn.
"""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from kiosk.domain.errors import Overloaded
from kiosk.domain.office.people import Officer
from kiosk.domain.office.refusals import WeakPassword, WrongPassword
from kiosk.domain.texts import clean
from kiosk.office import Office
from kiosk.storage.office import people

PASSWORD_LENGTH = 8
LONGEST_LOGIN = 100
AT_ONCE, WAITING = 2, 12
_hashing = threading.BoundedSemaphore(AT_ONCE)
_admitted = threading.BoundedSemaphore(AT_ONCE + WAITING)


def sign_in(office: Office, login: str, secret: str, *, pin: bool = False) -> Officer:
    """The officer of a login and password, or with `pin` PIN; a wrong one takes as long whoever it is tried for."""
    officer = officer_of(office, login)
    hashes = [officer.password_hash if officer else None]
    if pin and secret.isdecimal():
        hashes.insert(0, officer.pin_hash if officer else None)
    # What was kept before secrets were made one form is proven by the letters as they were typed.
    forms = dict.fromkeys((clean(secret), secret))
    if not any(_matches(each, form) for each in hashes for form in forms) or officer is None:
        raise WrongPassword()
    return officer


def officer_of(office: Office, login: str) -> Officer | None:
    """Who works here under a login."""
    with office.db.reading() as sql:
        return people.officer_by_login(sql, login_of(login))


def password_hash(password: str) -> str:
    """What is kept of a password of at least 8 characters."""
    if len(clean(password)) < PASSWORD_LENGTH:
        raise WeakPassword(length=PASSWORD_LENGTH)
    return hash_of(password)


def hash_of(secret: str) -> str:
    """What is kept of a secret, whichever keyboard writes its accents and blanks."""
    with _turn():
        return _hasher().hash(clean(secret))


def quick_hash(secret: str) -> str:
    """The same of a secret that nobody could guess, or that everybody may know: it need not be slow."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(clean(secret))


def login_of(text: str) -> str:
    """A login as it is kept, however it was typed."""
    return unicodedata.normalize("NFC", text[:LONGEST_LOGIN].strip()).lower()


def _matches(hashed: str | None, secret: str) -> bool:
    """Whether a secret is the one that was kept; where none was kept it takes as long to say no."""
    with _turn():
        try:
            return _hasher().verify(hashed or _nobody(), secret)
        except (Argon2Error, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    """One's turn to hash; where too many wait already it is refused at once, for each holds up a thread."""
    if not _admitted.acquire(blocking=False):
        raise Overloaded()
    try:
        with _hashing:
            yield
    finally:
        _admitted.release()


@lru_cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache
def _nobody() -> str:
    return _hasher().hash(token_urlsafe())
