"""Views of what is printed."""
