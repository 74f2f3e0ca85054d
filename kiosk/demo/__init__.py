"""The sample offices and the simulated hall, to see the product at work without an office."""
