"""What people do with what waits to be printed."""
