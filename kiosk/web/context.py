"""What every page has at hand: the office, the language, the words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import flask
from flask import current_app, request

from kiosk.domain.office.plan import Plan
from kiosk.i18n import LANGUAGES, Words, words
from kiosk.office import Office


def the_office() -> Office:
    """The office this app serves."""
    return cast(Office, current_app.extensions["office"])


def the_plan() -> Plan:
    """What this office decided."""
    return the_office().present_plan()


def language(default: str = "vi") -> str:
    """The language asked for in the address; Vietnamese unless another is named."""
    lang = request.args.get("lang", default)
    return lang if lang in LANGUAGES else default


def tongue(lang: str) -> Mapping[str, Any]:
    """What a template needs of a language: `t` for its words, and every other language to switch to."""
    t: Words = words(lang)
    return {"t": t, "lang": lang, "other_langs": [other for other in LANGUAGES if other != lang]}


def page(template: str, **facts: Any) -> str:
    """Render a template in the language of the request."""
    return flask.render_template(template, **tongue(language()), **facts)


def local_now() -> datetime:
    """The office's clock in its own time zone."""
    return the_office().clock().astimezone(the_plan().zone_info)
