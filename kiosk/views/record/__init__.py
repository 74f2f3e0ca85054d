"""What does the log say, and is it whole? The record is there before any plan, and only its own console asks."""
