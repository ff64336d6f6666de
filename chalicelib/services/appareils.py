"""Devices that logged in before, known by a cookie of theirs; a login from another is told by courriel."""

import secrets

from chalicelib import storage
from chalicelib.config import settings
from chalicelib.domain.appareil import Appareil, Visite, read_cookie
from chalicelib.domain.compte import Compte
from chalicelib.services import avis_de_securite


def is_known(visite: Visite, identifiant: str) -> bool:
    """Whether this identifiant logged in from there before."""
    appareil = read_cookie(visite.cookie)
    return appareil is not None and appareil.knows(settings().secret, identifiant)


def remember(visite: Visite, identifiant: str) -> str:
    """The cookie's new value."""
    appareil = read_cookie(visite.cookie) or Appareil(secrets.token_urlsafe(16))
    return appareil.remember(settings().secret, identifiant).as_cookie()


def warn(compte: Compte, appareil: str) -> None:
    """Was it you? A transaction of its own: the login does not wait for another's."""
    variables = {"appareil": appareil}
    courriel = avis_de_securite.about(compte, "nouvel_appareil", variables)
    ligne = avis_de_securite.line(compte, "nouvel_appareil", appareil)
    storage.commit(storage.outbox.deposit(courriel), ligne)
