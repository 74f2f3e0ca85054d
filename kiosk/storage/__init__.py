"""SQL, and rows to dataclasses and back: decides nothing."""
