"""SQL, and rows to dataclasses and back: decides nothing.

One SQLite file; one writer at a time (`db.writing`), a small pool of readers. Steps of the schema are only appended.
"""
