"""What people do with the office itself: its plan, its people, its hours."""
