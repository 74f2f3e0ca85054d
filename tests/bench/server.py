"""The real server with two more routes: one does nothing, to compare with; one tells what is watched and rendered."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from kiosk import config
from kiosk.config import Config
from kiosk.serve import make_app, serve
from kiosk.web.guard.security import csrf
from kiosk.web.live.stream import Publisher, Topic


def made(config: Config) -> Any:
    """The office's application with two more routes."""
    app = make_app(config)

    @app.post("/empty")  # type: ignore[untyped-decorator]
    def empty() -> str:
        return ""

    csrf.exempt(empty)
    publisher = app.extensions["publisher"]
    rendered = _counted(publisher)

    @app.get("/watched")  # type: ignore[untyped-decorator]
    def watched() -> dict[str, Any]:
        renders = {"/".join(topic): count for topic, count in rendered.items()}
        return {"streams": publisher.streams(), "renders": renders}

    return app


def _counted(publisher: Publisher) -> Counter[Topic]:
    """How often each region is rendered."""
    rendered: Counter[Topic] = Counter()

    show = publisher.show

    def counted(topic: Topic, content: object, as_of: str) -> None:
        rendered[topic] += 1
        show(topic, content, as_of)

    publisher.show = counted  # type: ignore[method-assign]
    return rendered


if __name__ == "__main__":
    from dataclasses import replace

    cert, key = sys.argv[3:] or ("", "")
    serve(replace(config.load(Path(sys.argv[1])), port=int(sys.argv[2]), cert=cert, key=key), made)
