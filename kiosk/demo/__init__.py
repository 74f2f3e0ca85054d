"""The sample offices and the simulated hall."""

from pathlib import Path

SAMPLE = Path(__file__).parent / "sample_office.toml"
SAMPLES = {"province": SAMPLE, "commune": Path(__file__).parent / "commune_office.toml"}
PERMITS = Path(__file__).parent / "permits.toml"
