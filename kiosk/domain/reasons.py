"""Reason codes of what staff decide, by kind; their words are `reason.<code>` in the catalogue.

Codes are counted and stand in the log, where no free text may be.
"""

PARK = ("papers", "photocopy", "payment", "form", "waits-for-other", "other")
OUT_OF_TURN = ("needs-help", "sent-wrongly", "continues", "urgent", "office-error", "other")
BREAK = ("lunch", "short-break", "meeting", "technical", "other")
GRADE = ("proof-shown", "chosen-wrongly", "not-eligible", "other")
TOLD_LATER = "told-later"  # a visitor's own word, after the number was taken
CLOCK = ("set-wrong", "battery", "moved", "test")
SKIP = ("outage", "paper-numbers", "misprint", "other")
# Of dossiers.
NOT_ACCEPTED = ("out-of-scope", "incomplete", "not-qualified", "other")
SUPPLEMENT = ("missing-paper", "wrong-paper", "unclear-paper", "other")
WITHDRAWN = ("asked", "filed-twice", "other")
STOPPED = ("no-supplement", "no-payment", "not-qualified", "decided", "other")
LATE = ("workload", "other-agency", "site-visit", "system-down", "other")
WITHOUT_RECEIPT = ("no-printer", "sent-online", "on-the-spot", "declined", "other")
ERASED = ("asked", "term-over")
LONGEST_REMINDER_MIN = 240
