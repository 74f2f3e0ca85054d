"""What has become of a dossier, who asks for it, what does its receipt say, and what may be done with it?"""
