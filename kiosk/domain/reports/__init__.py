"""Rules of the figures of a period."""
