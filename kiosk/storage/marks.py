"""The question marks of a statement."""

from collections.abc import Sized


def marks_for(values: Sized) -> str:
    """A mark for each value, between commas."""
    return ", ".join("?" * len(values))
