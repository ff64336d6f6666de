"""Somebody who may see and pay the factures of the famille 1042."""

import secrets

from chalicelib import clock, services, storage
from chalicelib.api.session import COOKIES
from chalicelib.domain.compte import Etat
from chalicelib.domain.session import DUREES, Genre, Session
from tests import exemples


def payeur(portail, compte="c1", famille="1042"):
    """A browser of its own, logged in: the login itself has its own tests."""
    champs = {"etat": Etat.VALIDE, "numero_famille": famille, "identifiant": f"amélie.{compte}"}
    storage.commit(storage.comptes.creation(exemples.compte(id=compte, **champs)))
    jeton, now = secrets.token_urlsafe(32), clock.now()
    empreinte, fin = services.sessions.fingerprint(jeton), now + 10 * DUREES[Genre.USAGER]
    storage.sessions.save(Session(empreinte, Genre.USAGER, compte, now, fin, famille=famille))
    browser = portail.another()
    browser.cookies = {COOKIES[Genre.USAGER]: jeton}
    return browser
