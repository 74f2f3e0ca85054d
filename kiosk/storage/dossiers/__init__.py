"""SQL of dossiers and their receipts."""
