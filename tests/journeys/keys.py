"""Real key events in Chromium: what a scanner or a keyboard of any kind sends."""

import time
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page, TimeoutError

Key = tuple[str, str, int, str]  # what it is called, where it lies, what is held with it, what it types
SHIFT, CONTROL = 8, 2
_MARKS = {
    **{"Minus": "-_", "Equal": "=+", "BracketLeft": "[{", "BracketRight": "]}", "Backslash": "\\|", "Semicolon": ";:"},
    **{"Quote": "'\"", "Backquote": "`~", "Comma": ",<", "Period": ".>", "Slash": "/?", "Space": "  "},
    **{
        f"Digit{digit}": pair
        for digit, pair in zip("0123456789", ["0)", "1!", "2@", "3#", "4$", "5%", "6^", "7&", "8*", "9("], strict=True)
    },
    **{f"Key{letter.upper()}": letter + letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"},
}
PLACES = {letter: (code, shift) for code, pair in _MARKS.items() for shift, letter in reversed([*enumerate(pair)])}
# What the keys of that layout type instead; five of them are the tones.
VIETNAMESE = dict(zip("1234567890-=[]", [*"ăâêô", *"\u0300\u0309\u0303\u0301\u0323", *"đ-₫ươ"], strict=True))
ENTER, TAB, LINE_FEED = ("Enter", "Enter", 0, "\r"), ("Tab", "Tab", 0, ""), ("j", "KeyJ", CONTROL, "")


@dataclass(frozen=True)
class Scanner:
    """How a scanner types: its suffix and prefix, milliseconds a letter, and the keyboard it is taken for.

    `uneven_ms`: every second letter comes so much later; `stall_ms`: so long nothing comes after its first third.
    """

    ends: tuple[Key, ...] = (ENTER,)
    prefix: str = ""
    behind: str = ""
    pace_ms: int = 4
    keyboard: str = "us"
    uneven_ms: int = 0
    stall_ms: int = 0

    def scan(self, page: Page, text: str, until: str = "") -> None:
        """Type a code as this scanner does; on a busy machine, which types too slowly, again until it was read."""
        self._type(page, text)
        for _ in range(5 if until else 0):
            with suppress(TimeoutError):
                page.wait_for_selector(until, timeout=2000)
                return
            self._type(page, text)

    def _type(self, page: Page, text: str) -> None:
        session = page.context.new_cdp_session(page)
        keys = [*map(self._key, self.prefix + text + self.behind), *self.ends]
        begun = time.time()
        for i, key in enumerate(keys):
            stalled = self.stall_ms if i > len(keys) // 3 else 0
            due = begun + (i * self.pace_ms + i % 2 * self.uneven_ms + stalled) / 1000
            time.sleep(max(0.0, due - time.time()))
            _send(session, due, key)
        session.detach()

    def _key(self, letter: str) -> Key:
        code, shift = PLACES.get(letter, ("", 0))
        typed = {"caps": letter.swapcase(), "vietnamese": VIETNAMESE.get(letter, letter)}.get(self.keyboard, letter)
        key = "Process" if self.keyboard == "input method" else typed
        return key, code, SHIFT if shift else 0, "" if key == "Process" else typed


def _send(session: CDPSession, due: float, pressed: Key) -> None:
    """One key, down and up, with the time at which the scanner sent it, however long the browser took."""
    key, code, modifiers, text = pressed
    told = {"key": key, "code": code, "modifiers": modifiers, "timestamp": due}
    kind = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
    session.send("Input.dispatchKeyEvent", {**told, **kind})
    session.send("Input.dispatchKeyEvent", {**told, "type": "keyUp"})
