"""Guessing a password does not pay: counted before it is tried, two hashings at once, nothing told by the time."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import form_token
from tests.outside.trust.outside import PASSWORD, TLS, hire, machine, run, safe_form_token, sign_in

MANY = 60


@dataclass
class Hashings:
    """How often a secret was hashed to be compared, and how often at the same time."""

    done: int = 0
    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hashings]:
    """Each comparison is counted and lasts as long as a real one."""
    counted, verify = Hashings(), PasswordHasher.verify

    def counting(self: PasswordHasher, *secrets: str) -> bool:
        with counted.lock:
            counted.done += 1
            counted.now += 1
            counted.most = max(counted.most, counted.now)
        try:
            time.sleep(0.02)
            return bool(verify(self, *secrets))
        finally:
            with counted.lock:
                counted.now -= 1

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    yield counted


def at_once(client: FlaskClient, name: Callable[[int], str], address: Callable[[int], str]) -> list[int]:
    """So many wrong passwords at the same moment; the statuses of the answers."""
    clients = [client.application.test_client() for _ in range(MANY)]
    forms = [{"csrf_token": safe_form_token(each), "password": "wrong"} for each in clients]
    ready = threading.Barrier(MANY, timeout=60)

    def tried(i: int) -> int:
        ready.wait()
        form, base = forms[i] | {"name": name(i)}, {"REMOTE_ADDR": address(i)}
        return clients[i].post("/login", data=form, environ_base=base, base_url=TLS).status_code

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(tried, range(MANY)))


@pytest.mark.parametrize("spread", ["one login", "one address", "some of both"])
def test_of_many_wrong_passwords_at_once_few_are_hashed(
    office: Office, hashings: Hashings, client: FlaskClient, spread: str
) -> None:
    hire(office, "lan")
    name = {"one login": lambda i: "lan", "one address": lambda i: f"guess-{i}"}.get(spread, lambda i: f"guess-{i % 9}")
    statuses = at_once(client, name, lambda i: f"198.51.100.{i}" if spread == "one login" else "198.51.100.7")
    assert hashings.done <= 5
    assert hashings.most <= 2
    assert sorted({*statuses}) in ([401, 429], [429], [401, 429, 503])


def test_from_everywhere_at_once_two_are_hashed_at_a_time(
    office: Office, hashings: Hashings, client: FlaskClient
) -> None:
    hire(office, "lan")
    at_once(client, lambda i: f"guess-{i}", lambda i: f"198.51.100.{i}")
    assert hashings.most <= 2


def test_a_wrong_pin_takes_as_long_whether_its_officer_is_known_or_has_one(
    office: Office, hashings: Hashings, client: FlaskClient
) -> None:
    hire(office, "lan")
    hire(office, "minh")
    sign_in(client, "lan")
    token = form_token(client, "/login/pin")
    client.post("/login/pin", data={"csrf_token": token, "password": PASSWORD, "pin": "204060"})
    taken = []
    for name in ("lan", "minh", "nobody"):
        before = hashings.done
        assert sign_in(client.application.test_client(), name, "918273").status_code == 401
        taken.append(hashings.done - before)
    assert taken == [taken[0]] * 3


def test_who_tries_ever_new_names_fills_no_memory(office: Office, client: FlaskClient) -> None:
    import gc
    import tracemalloc

    hire(office, "lan")
    token = safe_form_token(client)

    def tried(first: int, names: int) -> None:
        for i in range(first, first + names):
            form = {"csrf_token": token, "name": f"{i}" + "x" * 30_000, "password": "wrong"}
            client.post("/login", data=form, environ_base={"REMOTE_ADDR": f"10.9.{i // 250}.{i % 250}"}, base_url=TLS)

    tried(0, 200)
    gc.collect()
    tracemalloc.start()
    tried(200, 100)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000


def test_who_is_right_signs_in_all_the_same(office: Office, client: FlaskClient) -> None:
    hire(office, "thu")
    assert [sign_in(client, "thu", "wrong").status_code for _ in range(4)] == [401] * 4
    assert sign_in(client, "thu").status_code == 303


def test_a_new_password_is_hashed_at_the_terminal_as_ever(office: Office) -> None:
    hire(office, "nga")
    assert run(office, "officer", "password", "nga", "--password", "another-long-one").exit_code == 0
    assert sign_in(machine(office, ""), "nga", "another-long-one").status_code == 303
