"""What people bring along and take away: tables and office files, read and written."""
