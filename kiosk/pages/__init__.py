"""The screens on which somebody does something, one blueprint each."""
