"""What people do with the record: bring a copy back, carry keys away."""
