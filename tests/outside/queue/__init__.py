"""The queue as a stranger tries it."""
