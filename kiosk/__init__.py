"""The office: its rules, its storage, its actions and views, and every page on which somebody does something.

The words, which the code uses in exactly this sense:

office          one public-service centre: its areas, counters, hours, people
agency          a department that answers for procedures
procedure       an administrative procedure with its code, agency, field, duration and fee
area            a service area: one letter, one queue
ticket          one visit's place in the queue: `A012`
leg             one stretch of a ticket in one area, from waiting to its outcome; statistics count legs
priority class  elderly, disabled, pregnant, with an infant, person of merit: each with its head start
counter         the place; the officer is the person, the desk is the officer's screen
call            calling a ticket to a counter: the first call, then recalls
zone            a part of the hall with its own boards and loudspeaker
board           the lobby display of a zone; the sign is that of a counter
announcement    one numbered entry of a zone's ledger: chime, then speech
slip            the printed ticket; a receipt is form 01 of a dossier
dossier         an application filed by a citizen: code, procedure, state, due date
rating          a citizen's judgement of one served leg or one returned dossier
log             the append-only record of everything that happened
follower        reads the log from its bookmark on and acts on it
view            what somebody is to see of the office at one moment; read only
witness         a copy of the log's head that lies outside the machine
actor           who acts: a person, a device, the role, the counter
refusal         the office declines a request for a reason a person can act on

Layers look down: domain (rules) <- storage (SQL) <- actions (what people do), views (what people see) <- pages, api,
cli. Across them lie the nouns: office, queue, hall, dossiers, ratings, reports, record, paper. What can be done at a
counter or with a ticket stands in one table, `kiosk.verbs`.
"""
