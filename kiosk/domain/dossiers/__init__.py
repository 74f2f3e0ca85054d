"""Rules of dossiers and their receipts."""
