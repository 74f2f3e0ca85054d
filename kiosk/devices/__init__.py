"""What the office prints on and reads with: paper, printers, scanners."""
