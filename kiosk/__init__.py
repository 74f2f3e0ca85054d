"""The office: its rules, its storage, its actions, and every page on which somebody does something."""
