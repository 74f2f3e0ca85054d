"""What the hall sees and hears, and how long it waits."""
