"""Help that staff or volunteers gave a visitor, with or without a number."""

FILING, ACCOUNT, VNEID, BANK, OTHER = KINDS = ("filing", "account", "vneid", "bank", "other")
"""Filing online, the account of the national portal, the VNeID application, a bank account, anything else."""
