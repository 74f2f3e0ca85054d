"""What people do, one function a verb: lock, load, decide, save, log."""
