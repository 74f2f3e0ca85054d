"""Commands that run: the server, the print agent, the demo, and the replay of a real day."""

import logging
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kiosk import config
from kiosk.cli.opening import folder_of, opened
from kiosk.domain.errors import BadPrinter
from kiosk.domain.rows import Flaw
from kiosk.i18n import words
from kiosk.tongue import language


@click.command()
@click.option("--host", help="The address to listen on (default 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port (default 8080).")
@click.option("--cert", type=click.Path(exists=True, dir_okay=False), help="TLS certificate (PEM).")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="TLS key (PEM).")
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None, cert: str | None, key: str | None) -> None:
    """Serve the screens."""
    from kiosk import serve as server
    from kiosk.storage import migrations

    if bool(cert) != bool(key):
        raise click.UsageError(words(language())("cli.cert_and_key"))
    folder = folder_of(ctx)
    settings = config.load(folder)
    settings = replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        cert=cert or settings.cert,
        key=key or settings.key,
    )
    migrations.create(folder)
    server.serve(settings)


@click.command("print-agent")
@click.option("--printer", "name", help="A printer of the office's plan (default: its first).")
@click.option("--target", help="Print there instead, e.g. tcp://192.0.2.10:9100.")
@click.pass_context
def print_agent(ctx: click.Context, name: str | None, target: str | None) -> None:
    """Print the office's slips on a printer, until stopped."""
    from kiosk.devices.print_agent import PrintAgent
    from kiosk.devices.printer_target import BadTarget
    from kiosk.domain.office.plan import Printer

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    with opened(ctx) as office:
        printers = office.present_plan().printers
        if name is not None and name not in printers:
            raise BadPrinter(detail=Flaw("not-among", value=f"{name!r}", known=", ".join(printers) or "–"))
        chosen = printers[name] if name else next(iter(printers.values()), Printer("slips", "", 80))
        if not (target or chosen.target):
            raise BadPrinter(detail=Flaw("no-printer"))
        try:
            agent = PrintAgent(office, replace(chosen, target=target or chosen.target))
        except BadTarget as error:
            raise BadPrinter(detail=error.flaw) from error
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: agent.stopping.set())
        agent.run()


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option("--no-simulate", is_flag=True, help="Only the screens; nobody comes and nobody calls.")
@click.option(
    "--speed", type=click.FloatRange(0.1, 50), default=1.0, show_default=True, help="How fast the hall lives."
)
@click.pass_context
def demo(ctx: click.Context, port: int, no_simulate: bool, speed: float) -> None:
    """Open the sample office in a living hall at http://127.0.0.1:PORT/ until Ctrl-C."""
    from kiosk.demo.hall import open_hall

    folder = (ctx.obj or Path("demo-data")).absolute()
    open_hall(folder, port, None if no_simulate else speed, words(language()))


@click.command("replay-day")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--office", "name", required=True, help="An office of the file, e.g. UD_Bielany.")
@click.option("--date", "day", required=True, help="A date of the file, e.g. 2020-01-20.")
@click.option("--speed", type=click.FloatRange(min=0), default=0, help="Simulated seconds a second; 0: at full speed.")
@click.option("--until", help="Stop at this local time of the day, e.g. 09:00.")
@click.pass_context
def replay_day(ctx: click.Context, /, file: Path, **choice: Any) -> None:
    """Replay a real office day through a running server, and compare."""
    from kiosk.demo.replay import PickedDay, replay

    for line in replay(file, PickedDay(folder=ctx.obj, **choice), words(language())):
        click.echo(line)


COMMANDS = (serve, print_agent, demo, replay_day)
