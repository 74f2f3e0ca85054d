"""What the hall sees: the boards of its zones and the signs of its counters."""
