"""Tests from outside: they know the office by its pages, its command line and its files alone."""
