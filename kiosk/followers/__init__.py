"""Who reads the log from a bookmark on and acts on it: a copy on another machine, later the hub of a province.

A follower acts on an entry before its bookmark moves. What fails in between comes again and nothing is missed, so its
act must bear to be done twice; whose act must not has to move its bookmark first.
"""
