"""How a call is put into words, and words into sound."""
