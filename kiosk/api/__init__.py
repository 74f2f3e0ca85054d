"""The JSON interface, over the same actions as the pages."""
