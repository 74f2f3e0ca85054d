"""Pictures for the boards: only what is what its name says, and no larger than a board needs."""

from pathlib import Path

import pytest
from PIL import Image

from kiosk.storage.hall import notices

MP4 = b"\0\0\0\x18ftypisom"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notices").mkdir()
    return tmp_path


def put(folder: Path, name: str, content: bytes = b"", size: tuple[int, int] | None = None) -> None:
    path = folder / "notices" / name
    if size:
        Image.new("RGB", size).save(path)
    else:
        path.write_bytes(content)


def names(folder: Path, films: bool = False) -> list[str]:
    return [each.name for each in notices.for_boards(folder, films)]


def test_pictures_are_shown_by_name_and_films_only_where_wanted(folder: Path) -> None:
    put(folder, "2.png", size=(4, 3))
    put(folder, "1.JPG", size=(4, 3))
    put(folder, "3.mp4", MP4)
    assert names(folder) == ["1.JPG", "2.png"]
    assert names(folder, films=True) == ["1.JPG", "2.png", "3.mp4"]
    assert [each.type for each in notices.for_boards(folder, films=True)] == ["image/jpeg", "image/png", "video/mp4"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", b"<html><script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("film.mp4", b"RIFF"),
        ("note.txt", b"a"),
        ("empty.jpg", b""),
        ("large.mp4", MP4 + b"\0" * notices.MOST_BYTES["video"]),
    ],
)
def test_what_is_something_else_or_too_large_is_not_shown_and_the_fault_is_named(
    folder: Path, name: str, content: bytes
) -> None:
    put(folder, name, content)
    assert names(folder, films=True) == []
    (found,) = notices.listed(folder)
    assert found.fault


def test_a_picture_too_wide_for_a_small_machine_is_not_shown(folder: Path) -> None:
    put(folder, "wide.png", size=(notices.MOST_PIXELS + 1, 1))
    assert names(folder) == []


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    Image.new("RGB", (4, 3)).save(folder / "secret.png")
    (folder / "notices" / "a.png").symlink_to(folder / "secret.png")
    assert names(folder) == []


def test_a_changed_file_is_looked_at_anew(folder: Path) -> None:
    put(folder, "a.png", size=(4, 3))
    before = notices.for_boards(folder, films=False)
    put(folder, "a.png", b"no picture")
    assert len(before) == 1
    assert names(folder) == []


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert names(tmp_path) == []
