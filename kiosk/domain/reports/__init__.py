"""Rules of the figures of a period: which columns are counted, how percentages are told, on which form they are put."""
