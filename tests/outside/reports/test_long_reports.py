"""Reports that take long read by connections of their own."""

import sqlite3
import time
from contextlib import closing
from threading import Thread

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office

pytestmark = pytest.mark.journey

SLOW = """
INSERT INTO agencies(name, kind) VALUES ('Sở', 'sở');
ALTER TABLE agencies RENAME TO all_agencies;
CREATE VIEW agencies AS SELECT * FROM all_agencies WHERE (
  WITH RECURSIVE steps(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM steps WHERE n < 1000000) SELECT max(n) FROM steps);
"""


def test_long_reports_keep_no_screen_waiting(demo_office: Office, demo_client: FlaskClient) -> None:
    with closing(sqlite3.connect(demo_office.db.path)) as sql:
        sql.executescript(SLOW)
    app, ended = demo_client.application, list[int]()

    def ask() -> None:
        ended.append(app.test_client().get("/report/ii06a?kind=half&year=2019&cut=calendar").status_code)

    asked = [Thread(target=ask) for _ in range(7)]
    for each in asked:
        each.start()
    time.sleep(1)  # by then each of them reads
    assert demo_client.get("/board/1").status_code == 200
    assert ended == [], "it was answered only when a report had ended"
    for each in asked:
        each.join()
    assert ended == [200] * 7
