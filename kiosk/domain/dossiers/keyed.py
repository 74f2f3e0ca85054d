"""Digests that only the office's own secret makes: what a receipt proves, and under what an ID number is known."""

import base64
import hmac
import re
from dataclasses import dataclass

PIN_DIGITS = 6
OFFICE_CODE = "HS:"  # what stands before a receipt's token where no phone can reach the office
_TOKEN = re.compile(r"([1-9]\d{0,11})\.([1-9]\d{0,3})\.([A-Z2-7]{26})")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a receipt is of: a dossier by its internal number, and which edition of its PIN."""

    dossier: int
    edition: int


def keyed(key: bytes, purpose: str, text: str) -> str:
    """The keyed digest of a text, 64 hex digits; different purposes never agree."""
    return _mac(key, purpose, text).hex()


def pin_of(key: bytes, proof: Proof) -> str:
    """The PIN printed on a receipt. It is kept nowhere: the office works it out again, on every copy the same."""
    return f"{int.from_bytes(_mac(key, 'pin', _text(proof))[:8]) % 10**PIN_DIGITS:0{PIN_DIGITS}}"


def token_of(key: bytes, proof: Proof) -> str:
    """What a receipt's QR code carries: who has it needs no PIN."""
    mac = base64.b32encode(_mac(key, "receipt", _text(proof))[:16]).decode().rstrip("=")
    return f"{_text(proof)}.{mac}"


def proven(key: bytes, token: str) -> Proof | None:
    """What a token proves; None for a forged or a damaged one."""
    match = _TOKEN.fullmatch(token.strip().upper())
    if match is None:
        return None
    proof = Proof(int(match[1]), int(match[2]))
    return proof if hmac.compare_digest(token_of(key, proof), match[0]) else None


def is_pin(key: bytes, proof: Proof, typed: str) -> bool:
    """Whether somebody typed the PIN of a receipt; it takes the same time either way."""
    return hmac.compare_digest(pin_of(key, proof).encode(), typed.encode())


def _text(proof: Proof) -> str:
    return f"{proof.dossier}.{proof.edition}"


def _mac(key: bytes, purpose: str, text: str) -> bytes:
    return hmac.digest(key, f"{purpose}\n{text}".encode(), "sha256")
