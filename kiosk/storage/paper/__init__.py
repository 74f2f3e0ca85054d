"""SQL of what waits to be printed."""
