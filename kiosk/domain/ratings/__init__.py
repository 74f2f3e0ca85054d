"""Rules of the citizens' judgements."""
