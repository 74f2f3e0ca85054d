"""Where the files that are not Python lie: in a checkout at its top level, in an installed wheel inside the package."""

from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# Only a standard wheel holds _bundle (static/build_hook.py); an editable install reads the checkout itself.
_BUNDLE = _PACKAGE / "_bundle"
_TOP = _BUNDLE if _BUNDLE.is_dir() else _PACKAGE.parent


def templates() -> Path:
    """The folder of Jinja templates, one folder a screen, and of the paper's typst templates."""
    return _TOP / "templates"


def static() -> Path:
    """The folder that is served as /static; the scripts from npm are in its `vendor`."""
    return _TOP / "static"


def translations() -> Path:
    """The folder of the catalogues, one `.po` a language."""
    return _PACKAGE / "translations"


def font_folder() -> Path:
    """The folder of Inter's two variable TrueType files, upright and italic, for typst and for the web."""
    # find_spec because the folder is wanted, not the package: importing it would add nothing.
    spec = find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package fontpkg-inter is not installed")
    return Path(spec.origin).parent / "files"
