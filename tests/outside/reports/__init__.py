"""Figures as a stranger compares them."""
