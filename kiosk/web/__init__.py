"""The HTTP kit: what the pages of the office and the boards of the hall share."""
