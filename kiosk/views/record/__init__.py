"""What people see of the log and of what it proves."""
