"""Screens of dossiers and their receipts."""
