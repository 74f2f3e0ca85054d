"""What a zone hears: what is said next, by whom, and where it is played."""
