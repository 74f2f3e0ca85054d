"""The kinds of log entry by noun, one dataclass each: codes and internal numbers only, no person and no free text."""

# Reading an entry needs every kind to be known.
from kiosk.domain.record.entries import assists, day, dossiers, hall, office, paper, queue, ratings, record

__all__ = ["assists", "day", "dossiers", "hall", "office", "paper", "queue", "ratings", "record"]
