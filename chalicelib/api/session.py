"""Cookies: out at the login, in at every call."""

from datetime import timedelta

from chalice.app import Request

from chalicelib import services
from chalicelib.domain.session import Genre, Session

COOKIES = {Genre.USAGER: "__Host-usager", Genre.AGENT: "__Host-agent", Genre.SUIVI: "__Host-suivi"}
"""The __Host- prefix: this host only, Secure, whole site."""


APPAREIL = "__Host-appareil"
"""Of a device that logged in before; it opens nothing."""
UN_AN = timedelta(days=365)


def read(requete: Request, genres: tuple[Genre, ...]) -> dict[Genre, Session]:
    """The open sessions of these kinds, for the cookies that open one. One round trip."""
    jetons = {genre: jeton for genre in genres if (jeton := read_cookie(requete, COOKIES[genre]))}
    found = services.sessions.find_each(jetons.values())
    return {genre: session for genre, session in zip(jetons, found, strict=True) if session and session.genre is genre}


def read_cookie(requete: Request, nom: str) -> str:
    """Its value, or "".

    The header is cut by hand: http.cookies drops them all for one that it dislikes, and the town's other sites may
    set such a one for the whole domain.
    """
    cookies = (cookie.strip().partition("=") for cookie in requete.headers.get("cookie", "").split(";"))
    return next((valeur for trouve, _, valeur in cookies if trouve == nom), "")


def opening(session: Session, jeton: str) -> str:
    """Set-Cookie of a login."""
    return _cookie(COOKIES[session.genre], jeton, session.expire_le - session.cree_le)


def closing(genre: Genre) -> str:
    """Set-Cookie of a log-out."""
    return _cookie(COOKIES[genre], "", timedelta(0))


def remembering(appareil: str) -> str:
    """Set-Cookie of a device that has logged in."""
    return _cookie(APPAREIL, appareil, UN_AN)


def _cookie(nom: str, valeur: str, duree: timedelta) -> str:
    secondes = int(duree.total_seconds())
    return f"{nom}={valeur}; Path=/; Max-Age={secondes}; Secure; HttpOnly; SameSite=Strict"
