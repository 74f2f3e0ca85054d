"""Live regions and their parts that stand as they stood, or as at the desk beside: rendered once, not anew."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from markupsafe import Markup

from kiosk.web.context import tongue
from kiosk.web.live.events import event
from kiosk.web.live.stream import Topic

MOST = 500_000  # letters at a time, and as many that were not shown since: a full hall shows as many


@dataclass(slots=True)
class Parts:
    """The parts shown lately, and those shown before: what is not shown again is forgotten with the latter."""

    lately: dict[tuple[Hashable, ...], Markup] = field(default_factory=dict)
    before: dict[tuple[Hashable, ...], Markup] = field(default_factory=dict)
    letters: int = 0

    def find(self, name: tuple[Hashable, ...]) -> Markup | None:
        """A part that is kept; it stays for longer."""
        if (part := self.lately.get(name)) is None and (part := self.before.pop(name, None)) is not None:
            self.keep(name, part)
        return part

    def keep(self, name: tuple[Hashable, ...], part: Markup) -> None:
        """Keep a part for as long as it is shown."""
        self.lately[name] = part
        self.letters += len(part)
        if self.letters >= MOST:
            self.before, self.lately, self.letters = self.lately, {}, 0


def kept(template: str, lang: str, key: tuple[Hashable, ...], **facts: Any) -> Markup:
    """A part in a language; whatever it shows must follow from its key alone."""
    parts: Parts = current_app.extensions.setdefault("kept", Parts())
    name = (template, lang, *key)
    if (part := parts.find(name)) is None:
        part = Markup(current_app.jinja_env.get_template(template).render(**facts, **tongue(lang)))
        parts.keep(name, part)
    return part


def latest(template: str, topic: Topic, key: Hashable, **facts: Any) -> bytes:
    """A region as an event in the language its topic ends with, as it was last unless its key has changed."""
    regions: dict[Topic, tuple[Hashable, bytes]] = current_app.extensions.setdefault("latest", {})
    last_key, region = regions.get(topic, (None, b""))
    if last_key != key:
        region = event(current_app.jinja_env.get_template(template).render(**facts, **tongue(topic[-1])))
        regions[topic] = (key, region)
    return region
