"""Rules of what the hall is told: messages of the person in charge, the one loudspeaker of a zone, sizes of letters.

A routine notice is a band over the board; only an evacuation covers it, and no number is given meanwhile.
"""
