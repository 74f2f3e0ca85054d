"""What people see of the citizens' judgements."""
