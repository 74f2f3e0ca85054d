"""What people see of dossiers and their receipts."""
