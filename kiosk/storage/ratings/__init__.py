"""SQL of the citizens' judgements."""
