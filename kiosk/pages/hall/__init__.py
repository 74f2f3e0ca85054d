"""Screens of what the hall is told: messages, announcements, alarms."""
