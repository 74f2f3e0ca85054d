"""The cookie: signed with the office's own secret, out of reach of scripts, and under TLS the host's own."""

from datetime import timedelta

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from kiosk.web.context import the_office
from kiosk.web.guard import network
from kiosk.web.guard.sessions import KEPT

NAME = "office"
OWN = f"__Host-{NAME}"  # no other host and no page in clear can plant one of such a name


class Cookies(SecureCookieSessionInterface):
    """Which cookie a request's session is read from and kept in."""

    def get_cookie_name(self, app: Flask) -> str:
        return OWN if self.get_cookie_secure(app) else NAME

    def get_cookie_secure(self, app: Flask) -> bool:
        return bool(the_office().config.cert) or network.is_safe()

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds; a screen registered before TLS or before the name changed stays registered."""
        if "Cookie" not in request.headers:  # a program, or somebody new
            return self.session_class()
        opened = super().open_session(app, request)
        name = self.get_cookie_name(app)
        if opened is not None and name != NAME and name not in request.cookies and NAME in request.cookies:
            opened.update(self._machine(app, request.cookies[NAME]))
        return opened

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is said of a session that nobody looked at and that holds nothing."""
        if session or session.accessed or session.modified:
            super().save_session(app, session, response)

    def _machine(self, app: Flask, cookie: str) -> dict[str, object]:
        """What a cookie of the former name says of the machine, and nothing of who signed in."""
        serializer = self.get_signing_serializer(app)
        try:
            facts = serializer.loads(cookie) if serializer else {}
        except BadSignature:
            return {}
        return {name: facts[name] for name in KEPT if name in facts} | {"_permanent": True}


def init_app(app: Flask) -> None:
    """A year for screens; for who signed in the office itself says how long."""
    app.session_interface = Cookies()
    app.config.update(
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(days=365),
        SESSION_REFRESH_EACH_REQUEST=False,  # an answer that comes after a sign-in must not bring the old session back
    )
