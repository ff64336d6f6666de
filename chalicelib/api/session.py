"""Cookies: out at the login, in at every call."""

from chalice.app import Request

from chalicelib import services
from chalicelib.domain.session import DUREES, Genre, Session

COOKIES = {Genre.USAGER: "__Host-usager", Genre.AGENT: "__Host-agent"}
"""The __Host- prefix: this host only, Secure, whole site."""


def read(requete: Request, genre: Genre) -> Session | None:
    """The open session of that kind, if the cookie opens one.

    The header is cut by hand: http.cookies drops them all for one that it dislikes, and the town's other sites may
    set such a one for the whole domain.
    """
    cookies = (cookie.strip().partition("=") for cookie in requete.headers.get("cookie", "").split(";"))
    jeton = next((valeur for nom, _, valeur in cookies if nom == COOKIES[genre]), "")
    found = services.sessions.find(jeton) if jeton else None
    return found if found and found.genre is genre else None


def opening(genre: Genre, jeton: str) -> str:
    """Set-Cookie of a login."""
    return _cookie(genre, jeton, int(DUREES[genre].total_seconds()))


def closing(genre: Genre) -> str:
    """Set-Cookie of a log-out."""
    return _cookie(genre, "", 0)


def _cookie(genre: Genre, valeur: str, secondes: int) -> str:
    return f"{COOKIES[genre]}={valeur}; Path=/; Max-Age={secondes}; Secure; HttpOnly; SameSite=Strict"
