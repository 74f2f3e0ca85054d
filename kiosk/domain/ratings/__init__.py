"""Rules of the citizens' judgements: the scale and reasons an office asks with, and what must not be told apart.

Nobody finds out who gave which rating: sums of few are not shown.
"""
