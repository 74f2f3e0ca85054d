"""The rules of the office: pure, standard library only, the time is an argument."""
