"""Refusals of what the hall is told."""

from kiosk.domain.errors import Refusal


class BuildingCleared(Refusal):
    """Everybody is asked to leave the building: no numbers now."""

    code = "building-cleared"


class BadMessage(Refusal):
    code = "bad-message"


class MessageOver(Refusal):
    code = "message-over"


class NotSure(Refusal):
    code = "not-sure"
