"""What every test from outside begins with."""

from collections.abc import Iterator

import pytest

from kiosk.pages.office import login


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> Iterator[None]:
    """The count of wrong passwords is the process's: each test begins with none."""
    login.patience.forget()
    yield
    login.patience.forget()
