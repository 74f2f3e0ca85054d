"""Rules of tickets, turns and counters.

One number decides who is next: each waiting leg has a turn time, and the next ticket of a counter is the waiting leg
of its areas with the smallest (then the older ticket).

- An ordinary ticket's turn is when it was issued; a priority class moves it its head start earlier.
- A transfer keeps the turn of the ticket's first leg; "to the end" is now; "first" is out of turn and needs a reason.
- Who missed the call and came back, or said that they will be late, waits behind the first who then wait in the area
  (as many as the office decided), never before the old turn, at most twice.
- A parked ticket keeps its turn and is not callable until it is resumed.

So nobody is passed but by head starts and by returners. `calling` says why, in facts; `ticket.MOVES` is every move a
leg may make.
"""
