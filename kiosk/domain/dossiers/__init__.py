"""Rules of dossiers: their codes, states and dates, what a citizen is told of them, and what proves one.

A dossier's time is counted over the office's shifts and days off; it stands still while papers or a payment are
awaited, and a delay is apologised for with a new date, once.
"""
