"""The server: the door before it, the places there are, and the bridge to the pages."""
