"""SQL of the log and of what it proves."""
