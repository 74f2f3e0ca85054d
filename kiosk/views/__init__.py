"""What people see, a screen or a question each: functions of one state of the office; nothing is written here."""
