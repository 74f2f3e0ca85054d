"""The web server: uvicorn on uvloop, through its public interface alone. No other file of the house names it."""

import asyncio
import signal
from collections.abc import Callable
from socket import socket
from typing import Any

import uvicorn
import uvloop

from kiosk.web.serving.door import IDLE_S, Door
from kiosk.web.serving.front import Front

BACKLOG = 2_048
GRACE_S = 0.5  # what is being answered when the server is told to stop may still be answered for so long
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


def run(front: Front, door: Door, sockets: list[socket], stopping: Callable[[], object]) -> None:
    """Serve an application on these sockets until told to stop by a signal; `stopping` ends what would go on for ever.

    On uvloop: with the loop of the standard library a call at a desk took three times as long (measured).
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(front, door, sockets, stopping))


async def _serve(front: Front, door: Door, sockets: list[socket], stopping: Callable[[], object]) -> None:
    """The server itself listens on nothing: the door hands it each connection."""
    config = uvicorn.Config(
        front,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=2 * int(IDLE_S),  # the door knows better
        timeout_graceful_shutdown=1,
    )
    config.load()
    server = uvicorn.Server(config)
    kind: Any = config.http_protocol_class
    door.behind = lambda: kind(config=config, server_state=server.server_state, app_state={})
    serving = asyncio.create_task(server.serve(sockets=[]))
    while not server.started:
        await asyncio.sleep(0)
    stop_signal = asyncio.Event()
    for number in STOPS:  # the server's own handlers would raise the signal once more at the end
        asyncio.get_running_loop().add_signal_handler(number, stop_signal.set)
    door.open(sockets)
    await stop_signal.wait()
    await _stop(front, door, stopping)
    server.should_exit = True
    await serving


async def _stop(front: Front, door: Door, stopping: Callable[[], object]) -> None:
    """Let nobody in, end what goes on for ever, and wait a moment for what is being answered."""
    door.close()
    await asyncio.to_thread(stopping)
    deadline = asyncio.get_running_loop().time() + GRACE_S
    while len(door) and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(0.02)
        door.close()
    door.clear()
    front.give_up()
