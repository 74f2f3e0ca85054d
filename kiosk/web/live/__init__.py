"""How every screen sees a change at once: regions, rendered once for all who watch, and the events they are told by."""
