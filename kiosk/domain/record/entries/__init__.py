"""The kinds of log entry by noun, one dataclass each: codes and internal numbers only, no person and no free text."""

# Reading an entry needs every kind to be known.
from kiosk.domain.record.entries import day, dossiers, hall, office, paper, queue, ratings, record

__all__ = ["day", "dossiers", "hall", "office", "paper", "queue", "ratings", "record"]
