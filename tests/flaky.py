"""Counts the journeys that failed and then passed alone: `python tests/flaky.py FIRST.xml [ALONE.xml]`.

The files are pytest's reports in JUnit's form; exit code 1 when more than one journey in a hundred is flaky.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

MOST = 0.01


def verdict(first: Path, alone: Path | None) -> tuple[list[str], int]:
    """The names of the flaky journeys, and how many journeys there were."""
    ran, failed = set(_names(first)), set(_names(first, failed=True))
    passed = set(_names(alone)) - set(_names(alone, failed=True)) if alone else set()
    return sorted(failed & passed), len(ran)


def _names(report: Path, failed: bool = False) -> Iterator[str]:
    for case in ElementTree.parse(report).iter("testcase"):
        if not failed or case.find("failure") is not None or case.find("error") is not None:
            yield f"{case.get('classname')}.{case.get('name')}"


def main(first: str, *alone: str) -> int:
    flaky, ran = verdict(Path(first), Path(alone[0]) if alone else None)
    print("\n".join([f"flaky: {len(flaky)} of {ran} journeys", *(f"   {name}" for name in flaky)]))
    return int(len(flaky) > MOST * ran)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
