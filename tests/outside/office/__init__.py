"""The office itself – its days, its plan, its health – as a stranger tries it."""
