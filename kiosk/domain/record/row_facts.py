"""What of a row of each table the log tells: the same tuple is made of the log and of the table, and compared."""

# people before, expected wait (s) from and to; all None for one who was carried over
Promise = tuple[int | None, int | None, int | None]
# number, day, unsure, token digest, issued at, carried from, language, and what was promised; no class and no need
TicketFacts = tuple[*tuple[str, str, bool, str, str, int | None, str | None], *Promise]
# leg, number, counter, kind, at, withdrawn at
AnnouncementFacts = tuple[int, str, int, str, str, str | None]
# kind, zones, officer, at, ended at
MessageFacts = tuple[str, str, int | None, str, str | None]
# leg, number, counter, kind, priority, at, withdrawn at, message: the same for every message but for when and which
MessageSaid = tuple[int | None, str, int, str, int, str, str | None, int]
# ticket, copy, created at, outcome ("open" before it), ended at
SlipFacts = tuple[int, int, str, str, str | None]
# day, kind, ticket, officer, at
AssistFacts = tuple[str, str, int | None, int | None, str]
# kind, counter, raised at, ended at
AlertFacts = tuple[str, int | None, str, str | None]
# officer, holder, since
SeatFacts = tuple[int, str, str]
# dossier, copy, counter, created at, outcome ("open" before it), ended at
ReceiptFacts = tuple[int, int, int | None, str, str, str | None]
