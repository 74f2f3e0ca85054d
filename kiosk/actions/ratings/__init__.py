"""What people do with the citizens' judgements."""
