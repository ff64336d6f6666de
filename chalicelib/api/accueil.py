"""/accueil: the first screen after the login, in one answer: two would read the session twice."""

import msgspec

from chalicelib import services
from chalicelib.api import brouillons, demandes, sessions
from chalicelib.api.appel import Appel
from chalicelib.api.brouillons import BrouillonResume
from chalicelib.api.demandes import DemandeResumee
from chalicelib.api.formes import Liste
from chalicelib.api.routing import Acces, Routes
from chalicelib.api.sessions import SessionUsager

routes = Routes(__name__)


class Accueil(msgspec.Struct, frozen=True):
    """Who is logged in, what the mairie says of their compte, the newest of their demandes and their drafts."""

    session: SessionUsager
    a_corriger: bool
    motif: str
    """Why the compte was refused, or what is to correct."""
    demandes: Liste[DemandeResumee]
    brouillons: Liste[BrouillonResume]


@routes.on("GET", "/accueil", Acces.USAGER)
def read(appel: Appel[None]) -> Accueil:
    """« Accueil » (R31)."""
    compte, page, drafts = services.accueil.read(appel.usager)
    return Accueil(
        sessions.represent(compte),
        compte.a_corriger,
        compte.motif,
        demandes.represent(page),
        Liste(brouillons.represent(drafts)),
    )
