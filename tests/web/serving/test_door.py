"""Who comes to the door: let in by turns, and nothing of theirs left behind when they are shown out first."""

import asyncio
import gc
import os
import socket

from kiosk.ports import listeners
from kiosk.web.serving.door import Door
from kiosk.web.serving.turns import InTurn


class Silent(asyncio.Protocol):
    """Hears and says nothing."""


def test_who_is_shown_out_before_they_are_let_in_leaves_no_socket_behind() -> None:
    async def shown_out() -> list[bytes]:
        door, (listener,) = Door(None, lambda _: False), listeners("127.0.0.1", 0)
        door.behind, port = Silent, listener.getsockname()[1]
        came = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(60)]
        before = _files()
        door.open([listener])
        while len(door) < len(came):
            await asyncio.sleep(0)
        await asyncio.sleep(0)  # some of them are on the way in, others not yet
        door.clear()
        door.close()
        await asyncio.sleep(0.05)
        assert len(door) == 0
        assert _files() < before  # the listener is closed too
        return [each.recv(1) for each in came]

    gc.disable()  # what nobody closes would be closed by the collector, some time
    try:
        assert asyncio.run(shown_out()) == [b""] * 60
    finally:
        gc.enable()


def _files() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_one_of_each_address_is_let_in_in_turn() -> None:
    newcomers = InTurn[str]()
    for who in ("a1", "a2", "a3", "b1", "c1", "b2"):
        newcomers.add(who, who[0])
    assert [*newcomers.next_ones(4)] == ["a1", "b1", "c1", "a2"]
    assert [*newcomers.next_ones(9)] == ["b2", "a3"]
    assert not newcomers
