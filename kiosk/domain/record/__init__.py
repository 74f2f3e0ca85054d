"""Rules of the log and of what it proves."""
