"""SQL of the figures of a period."""
