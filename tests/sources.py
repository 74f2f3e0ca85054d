"""The project's own sources, read and parsed once for all tests that look at them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@cache
def modules() -> tuple[str, ...]:
    """The path of every module of the program, from the project's folder on."""
    packages = (ROOT / name for name in ("kiosk", "display"))
    return tuple(str(path.relative_to(ROOT)) for package in packages for path in sorted(package.rglob("*.py")))


@cache
def text(path: str) -> str:
    """What stands in a file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def nodes(path: str) -> tuple[ast.AST, ...]:
    """Every node of a module's syntax."""
    return tuple(ast.walk(ast.parse(text(path))))
