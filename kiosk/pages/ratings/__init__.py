"""Screens of the citizens' judgements."""
