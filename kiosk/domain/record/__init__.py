"""Rules of the log: its kinds of entry by noun, and what the tables must hold if it tells the truth.

Codes and internal numbers only: no person, no free text. Every entry carries the hash of the one before.
"""
