"""Who asks: networks and names, devices and sessions, form tokens, patience with who guesses, and the journal."""
