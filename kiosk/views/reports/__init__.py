"""What people see of the figures of a period."""
