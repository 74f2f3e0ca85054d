"""Parts of live regions that stand as they stood, or as at the desk beside: rendered once, however many show them."""

from collections.abc import Hashable
from typing import Any

from flask import current_app
from markupsafe import Markup

from kiosk.web.context import tongue

MOST = 4_096  # parts at a time: some minutes of a full hall


def kept(template: str, lang: str, key: tuple[Hashable, ...], **facts: Any) -> Markup:
    """A part in a language; whatever it shows must follow from its key alone."""
    parts: dict[tuple[Hashable, ...], Markup] = current_app.extensions.setdefault("kept", {})
    name = (template, lang, *key)
    if (found := parts.get(name)) is None:
        if len(parts) >= MOST:
            parts.clear()
        found = Markup(current_app.jinja_env.get_template(template).render(**facts, **tongue(lang)))
        parts[name] = found
    return found
