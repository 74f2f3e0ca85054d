"""Live regions and their parts that stand as they stood, or as at the desk beside: rendered once, not anew."""

from collections.abc import Hashable
from typing import Any

from flask import current_app
from markupsafe import Markup

from kiosk.web.context import tongue
from kiosk.web.stream import Topic

MOST = 2_048  # parts at a time: a minute of a full hall


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


def latest(template: str, topic: Topic, key: Hashable, **facts: Any) -> str:
    """A region in the language its topic ends with, as it was last unless its key has changed."""
    regions: dict[Topic, tuple[Hashable, str]] = current_app.extensions.setdefault("latest", {})
    known, text = regions.get(topic, (None, ""))
    if known != key:
        text = current_app.jinja_env.get_template(template).render(**facts, **tongue(topic[-1]))
        regions[topic] = (key, text)
    return text
