"""The real server with one more route that does nothing, to compare with."""

import sys
from pathlib import Path
from typing import Any

from kiosk import config
from kiosk.serve import Server
from kiosk.web.security import csrf


class BenchServer(Server):
    def load(self) -> Any:
        app = super().load()

        @app.post("/empty")  # type: ignore[untyped-decorator]
        def empty() -> str:
            return ""

        csrf.exempt(empty)
        return app


if __name__ == "__main__":
    from dataclasses import replace

    BenchServer(replace(config.load(Path(sys.argv[1])), port=int(sys.argv[2]))).run()
