"""What people do with dossiers and their receipts."""
