"""Screens of the figures of a period."""
