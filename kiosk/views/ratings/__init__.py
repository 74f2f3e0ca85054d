"""What may still be judged, what is typed from paper, and what do the sums of the judgements say?"""
