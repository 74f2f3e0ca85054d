"""In which bytes a text file is written: UTF-8, UTF-16, Windows-1258, or an old font's letters in Western bytes.

A UTF-8 file with a bad byte here and there stays one: the bad bytes come out as surrogates, and their lines are named.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kiosk.domain import letters
from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Flaw

BROKEN = re.compile("[\udc80-\udcff]")
WESTERN = "latin-1"  # the bytes of the fonts of TCVN3 and VNI
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BEYOND = re.compile("[^\u0000-\u007f]")
_CHUNK = 2**20


def of(file: Path) -> str:
    """The encoding that the whole file is best read in; BadFile when it is no text."""
    with file.open("rb") as raw:
        head = raw.read(2**12)
        if marked := next((name for mark, name in _MARKS.items() if head.startswith(mark)), None):
            return marked
        if unmarked := _unmarked(head):
            return unmarked
        if b"\0" in head:
            raise BadFile(file=file, detail=Flaw("no-text"))
        bad, good = _broken(raw)
        if bad <= good:
            return "utf-8"
        raw.seek(0)
        return _of_former_times(file, raw.read(_CHUNK))


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of its first letters is nothing."""
    even, odd = head[::2], head[1::2]
    if len(head) > 3 and odd.count(0) > len(odd) * 0.6 and even.count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if len(head) > 3 and even.count(0) > len(even) * 0.6 and odd.count(0) == 0 else None


def _broken(raw: BinaryIO) -> tuple[int, int]:
    """How many bytes are no UTF-8, and how many letters beyond ASCII are."""
    bad = good = 0
    raw.seek(0)
    for text in _decoded(raw):
        if not text.isascii():
            broken = len(BROKEN.findall(text))
            bad, good = bad + broken, good + len(_BEYOND.findall(text)) - broken
    return bad, good


def _decoded(raw: BinaryIO) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    while chunk := raw.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", True)


def _of_former_times(file: Path, sample: bytes) -> str:
    """Windows-1258, unless an old font's letters make more Vietnamese of the bytes."""
    if b"\0" in sample:
        raise BadFile(file=file, detail=Flaw("no-text"))
    western = sample.decode(WESTERN)
    old = max(letters.plausible([letters.converted(western, form)]) for form in ("TCVN3", "VNI"))
    try:
        windows = letters.plausible([unicodedata.normalize("NFC", sample.decode("cp1258"))])
    except UnicodeDecodeError:
        windows = -1
    if old > windows and old:
        return WESTERN
    if windows < 0:
        raise BadFile(file=file, detail=Flaw("no-text"))
    return "cp1258"
