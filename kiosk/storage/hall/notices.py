"""Pictures and films of the office's own for the boards: files in the data folder, each checked before it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image

FOLDER = "notices"
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
FILMS = {".mp4": (4, b"ftyp"), ".webm": (0, b"\x1aE\xdf\xa3")}  # what stands where in such a file
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", ".mp4": "video/mp4", ".webm": "video/webm"}
MB = 1024 * 1024
MOST_BYTES = {"image": 5 * MB, "video": 60 * MB}
MOST_PIXELS = 4096
MOST = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """A file to show; `stamp` is another when the file is another, `fault` says why it is not shown."""

    name: str
    path: Path
    stamp: int
    type: str = ""
    fault: str = ""

    @property
    def film(self) -> bool:
        return self.type.startswith("video/")


def listed(folder: Path) -> list[Notice]:
    """Every file in the notices of a data folder by name: the good ones with their type, others with their fault."""
    try:
        files = sorted(each for each in (folder / FOLDER).iterdir() if not each.name.startswith("."))
    except OSError:
        return []
    return [_look(file) for file in files]


def for_boards(folder: Path, films: bool) -> list[Notice]:
    """The first twenty good files; films only where the zone wants them."""
    return [each for each in listed(folder) if not each.fault and (films or not each.film)][:MOST]


def _look(file: Path) -> Notice:
    try:
        stat = file.lstat()
        media_type, fault = _check(file, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        return Notice(file.name, file, 0, fault=error.strerror or "cannot be read")
    return Notice(file.name, file, stat.st_mtime_ns, media_type, fault)


@lru_cache(maxsize=256)
def _check(file: Path, stamp: int, size: int) -> tuple[str, str]:
    """The type of a file, and what is wrong with it."""
    media_type = next(_types(file), "")
    if not media_type:
        return "", "no JPEG, PNG, WebP, MP4 or WebM file of that name"
    most = MOST_BYTES[media_type.partition("/")[0]]
    return media_type, f"larger than {most // MB} MB" if size > most else ""


def _types(file: Path) -> Iterator[str]:
    """The type a file has by its name, if its content is of that type."""
    ending = file.suffix.lower()
    if file.is_symlink() or not file.is_file():
        return
    if ending in FILMS:
        at, magic = FILMS[ending]
        with file.open("rb") as opened:
            if opened.read(at + len(magic))[at:] == magic:
                yield TYPES[ending]
    elif ending in PICTURES and _is_picture(file, PICTURES[ending]):
        yield TYPES[PICTURES[ending]]


def _is_picture(file: Path, kind: str) -> bool:
    try:
        with Image.open(file, formats=(kind,)) as picture:
            return max(picture.size) <= MOST_PIXELS
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
