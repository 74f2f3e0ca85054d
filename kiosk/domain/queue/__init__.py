"""Rules of tickets, turns and counters."""
