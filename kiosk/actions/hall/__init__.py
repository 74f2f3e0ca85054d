"""What people do with what the hall is told: messages, announcements, alarms."""
