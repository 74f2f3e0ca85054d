"""The real server with two more routes: one does nothing, to compare with; one tells what is watched and rendered."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from kiosk import config
from kiosk.office import Moment
from kiosk.serve import Server
from kiosk.web.security import csrf
from kiosk.web.stream import Publisher, Render, Topic


class BenchServer(Server):
    def load(self) -> Any:
        app = super().load()

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

    def counting(render: Render) -> Render:
        def counted(moment: Moment, topic: Topic) -> object:
            rendered[topic] += 1
            return render(moment, topic)

        return counted

    for name, render in publisher.renders.items():
        publisher.kind(name, counting(render))
    return rendered


if __name__ == "__main__":
    from dataclasses import replace

    BenchServer(replace(config.load(Path(sys.argv[1])), port=int(sys.argv[2]))).run()
