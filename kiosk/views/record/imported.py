"""What an import did, or would do, and what it did not use of its file: for the command line and for a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from kiosk.domain.rows import Flaw, Imported, Notes
from kiosk.i18n import Words

COLUMNS = ("column", "first", "then")  # the facts of a flaw or a note that name a column


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it is stored: its line, and what each column holds."""

    line: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`summary` is a line for programs too, `refused` names rows, `notes` what was not used or how it was taken."""

    summary: str
    heading: str
    refused: tuple[str, ...]
    notes: tuple[str, ...]
    preview: tuple[PreviewRow, ...]
    preview_heading: str

    @property
    def lines(self) -> Iterator[str]:
        """All but the summary, as lines of text."""
        yield from filter(None, (self.heading,))
        yield from self.refused
        yield from self.notes
        yield from filter(None, (self.preview_heading,))
        for row in self.preview:
            yield f"  {row.line}: " + " · ".join(f"{name} {value}" for name, value in row.cells)


def report(t: Words, done: Imported, notes: Notes, dry_run: bool = False) -> ImportReport:
    """The report of an import in words; a dry run also shows the first rows."""
    events = f" events {done.events}" if done.events else ""
    preview = (
        tuple(_preview_row(t, line, cells) for line, cells in sorted(done.preview, key=itemgetter(0)))
        if dry_run
        else ()
    )
    return ImportReport(
        summary=f"read {done.read} new {done.new} changed {done.changed} refused {done.failed}{events}",
        heading=t("import.dry_run") if dry_run else "",
        refused=tuple(_refused(t, done, notes.headings)),
        notes=tuple(_notes(t, done, notes)),
        preview=preview,
        preview_heading=t("import.shown", n=len(preview)) if preview else "",
    )


def _refused(t: Words, done: Imported, headings: Mapping[str, str]) -> Iterator[str]:
    for line, flaw in sorted(done.refused, key=itemgetter(0)):
        yield t("import.row", line=f"{line}", flaw=_safe(_headed(flaw, headings)))
    if done.more:
        yield t("import.more", n=done.more)


def _notes(t: Words, done: Imported, notes: Notes) -> Iterator[str]:
    for note in (*notes, *done.notes):
        yield t(f"note.{note.code}", **_by_headings(note.facts, notes.headings))
    if untold := notes.untold + done.notes.untold:
        yield t("import.unnoted", n=untold)
    if done.contacts:
        yield t("import.contacts", n=done.contacts)


def _headed(flaw: Flaw, headings: Mapping[str, str]) -> Flaw:
    """A flaw that names columns as its file heads them."""
    return Flaw(flaw.code, **_by_headings(flaw.facts, headings)) if headings else flaw


def _by_headings(facts: Mapping[str, object], headings: Mapping[str, str]) -> dict[str, object]:
    named = {name: headings.get(f"{facts[name]}", facts[name]) for name in COLUMNS if name in facts}
    flaws = {name: _headed(fact, headings) for name, fact in facts.items() if isinstance(fact, Flaw)}
    return {**facts, **named, **flaws}


def _safe(flaw: Flaw) -> Flaw:
    """A flaw whose text fits on a line."""
    text = flaw.facts.get("text")
    cut = {"text": f"{text[:80]}…"} if isinstance(text, str) and len(text) > 80 else {}
    return Flaw(flaw.code, **{**flaw.facts, **cut}) if cut else flaw


def _preview_row(t: Words, line: int, cells: Mapping[str, object]) -> PreviewRow:
    return PreviewRow(line, tuple((name, _value(t, value)) for name, value in cells.items() if value not in (None, "")))


def _value(t: Words, value: object) -> str:
    return f"{t.in_words(value)}"
