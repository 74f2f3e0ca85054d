"""Registers as large as a province's: imports, look-ups, receptions and reports."""
