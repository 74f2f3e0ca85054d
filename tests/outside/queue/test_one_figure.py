"""How many wait in an area is one figure: touch screen, board, monitor and program tell the same."""

import re

from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.office import Office
from tests.conftest import call, issue


def seen(client: FlaskClient, path: str, pattern: str) -> dict[str, int]:
    """What a page tells of each area, by its letter."""
    html = client.get(path).get_data(as_text=True)
    return {letter: int(count or 0) for letter, count in re.findall(pattern, html, re.DOTALL)}


def test_how_many_wait_in_an_area_is_told_alike_everywhere(demo_client: FlaskClient, demo_office: Office) -> None:
    for area in "AAABBC":
        issue(demo_office, area)
    call(demo_office, 1)
    waiting = {"A": 2, "B": 2, "C": 1, "E": 0}
    tiles = seen(demo_client, "/touch/", r'<b class="letter">(\w)</b>.*?<span>(?:(\d+) người|Chưa có)')
    board = seen(demo_client, "/board/1", r'<b class="letter">(\w)</b>.*?<b class="people">(\d+)</b>')
    monitor = seen(demo_client, "/monitor/", r'<th scope="row"><b>(\w)</b>.*?<td>(\d+)</td>')
    bearer = {"Authorization": f"Bearer {manager.add_device(demo_office, 'board')}"}
    told = demo_client.get("/api/v1/board/1", headers=bearer).get_json()["areas"]
    program = {each["area"]: each["waiting"] for each in told}
    for figures in (tiles, board, monitor, program):
        assert {area: figures[area] for area in waiting if area in figures} == {
            area: count for area, count in waiting.items() if area in figures
        }
        assert len(figures.keys() & waiting.keys()) >= 2
    assert tiles.keys() == monitor.keys() and len(tiles) == 8
