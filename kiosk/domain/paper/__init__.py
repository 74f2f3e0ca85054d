"""Rules of what is printed: how a printer is, and which paper never came out of one."""
