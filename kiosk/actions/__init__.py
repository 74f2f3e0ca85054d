"""What people do, one function a verb: lock, load, decide, save, log.

Everything a verb decides on is read inside the write lock (`work.working`), and its log entry is written in the same
transaction. Who acts is an `Actor`. What must only be shown is a view, and no action asks one.
"""
