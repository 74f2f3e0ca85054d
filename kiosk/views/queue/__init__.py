"""Who waits, who is where, how long will it be, and why: tickets, turns and counters."""
