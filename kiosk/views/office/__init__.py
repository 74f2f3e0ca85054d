"""What is to be seen of the office itself."""
