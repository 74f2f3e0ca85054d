"""What people see of tickets, turns and counters."""
