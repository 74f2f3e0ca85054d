"""SQL of tickets, turns and counters."""
