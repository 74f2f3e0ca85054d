"""Signatures of what bears witness outside the machine: Ed25519 (RFC 8032), seeded with the office's `sign.key`."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def public_of(key: bytes) -> str:
    """The public half of a signing key, 64 hex digits: whoever has it can check what the office signed."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()


def sign(key: bytes, text: str) -> str:
    """The signature under a text, 128 hex digits."""
    return Ed25519PrivateKey.from_private_bytes(key).sign(text.encode()).hex()


def is_signed(public: str, text: str, signature: str) -> bool:
    """Whether the holder of the secret half signed this text."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
