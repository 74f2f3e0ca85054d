"""What is printed: words and layout of slips, receipts and forms; no device is touched."""
