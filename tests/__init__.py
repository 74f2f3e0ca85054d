"""Tests, mirroring the packages; journeys drive real processes and a real browser."""
