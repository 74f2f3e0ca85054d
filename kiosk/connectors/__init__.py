"""Sources outside the office: files that people bring along."""
