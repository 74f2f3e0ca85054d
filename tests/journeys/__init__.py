"""Journeys: a real process, mostly seen through a real browser."""
