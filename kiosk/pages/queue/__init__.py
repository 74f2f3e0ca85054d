"""Screens of tickets, turns and counters."""
