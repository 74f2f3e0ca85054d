"""Screens of the office itself: its plan, its people, its hours."""
