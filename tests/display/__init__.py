"""Tests of what the hall sees and hears."""
