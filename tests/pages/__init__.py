"""The screens on which somebody does something."""
