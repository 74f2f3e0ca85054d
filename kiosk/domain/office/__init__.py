"""Rules of the office itself: its plan, its hours and days off, its settings, and who acts in which role.

A plan is immutable; whatever changes it makes a new one. The business day begins at `day_starts_at`, local time.
"""
