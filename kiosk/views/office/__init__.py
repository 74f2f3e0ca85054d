"""Who works here, how are its devices, and what does the office ask of its clock?"""
