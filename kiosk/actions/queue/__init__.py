"""What people do with tickets, turns and counters."""
