"""What the hall sees and hears: boards, phrases, speech and sound; it decides nothing."""
