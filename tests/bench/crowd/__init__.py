"""What many clients, honest or not, and long work do to those who are being served."""
