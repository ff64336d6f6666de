"""/demandes/{numero} and /suivi: following a demande, with a compte or by a mailed link (R5, R27, R30)."""

from typing import Any, Literal

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.binaires import Pdf
from chalicelib.api.demandes import PieceFournie, fournitures, rank
from chalicelib.api.formes import Entree, Lien
from chalicelib.api.formes_demande import DemandeComplete, demande_fields
from chalicelib.api.routing import Acces, AvecCookie, Routes
from chalicelib.api.session import closing, opening
from chalicelib.domain.evenements import SURVENUES, possible
from chalicelib.domain.session import Genre
from chalicelib.domain.suivi import Envoi
from chalicelib.domain.transitions import Acteur
from chalicelib.services.suivi import Suivi

routes = Routes(__name__)
ENVOYE = (
    "Si ces informations correspondent à une demande, un courriel part avec un lien pour la suivre. "
    "Il est valable 30\u00a0minutes. Vérifiez aussi vos courriers indésirables."
)


class ActionPossible(msgspec.Struct, frozen=True):
    """A button: completer, annuler or message."""

    evenement: str
    libelle: str


class DemandeSuivie(DemandeComplete, frozen=True, kw_only=True):
    """What the citizen sees. `delai_median_jours`: how long the démarche took lately, once measured.

    `pieces_possibles`: as in the definition, those that may be added. `suivi`: compte, or lien for a mailed one.
    """

    actions: list[ActionPossible]
    delai_median_jours: int | None
    pieces_possibles: list[dict[str, Any]]
    suivi: Literal["compte", "lien"]


class EvenementDUsager(Entree, frozen=True):
    """`version` is that of the screen; a message may come with pièces, and pièces without message complete too."""

    evenement: Literal["annuler", "completer", "message"]
    version: int
    message: str = ""
    pieces: dict[str, PieceFournie] = msgspec.field(default_factory=dict)


class EtatAtteint(msgspec.Struct, frozen=True):
    """Where the demande stands."""

    etat: str
    version: int


class SuiviDemande(Entree, frozen=True):
    """What a person without compte knows of their demande: the numéro, and where they were written to or a birth date.

    `naissance`: YYYY-MM-DD.
    """

    numero: str
    courriel: str | None = None
    naissance: str | None = None


class LienEnvoye(msgspec.Struct, frozen=True):
    """The same sentence whatever was typed."""

    detail: str


class LienOuvert(Entree, frozen=True):
    """What stands after the # of a link that was mailed."""

    jeton: str


class SuiviOuvert(msgspec.Struct, frozen=True):
    """Which demande it opens."""

    numero: str


@routes.on("GET", "/demandes/{numero}", Acces.SUIVI)
def read(appel: Appel[None], numero: str) -> DemandeSuivie:
    """One's own, or the one of the link."""
    return _represent(services.suivi.follow(appel.lecteur, numero), appel.compte)


@routes.on("GET", "/demandes/{numero}/pieces/{piece}/{indice}", Acces.SUIVI)
def download(appel: Appel[None], numero: str, piece: str, indice: str) -> Lien:
    """A file one sent."""
    return Lien(services.pieces.link(services.suivi.read(appel.lecteur, numero), piece, rank(indice)))


@routes.on("GET", "/demandes/{numero}/pieces/{piece}/{indice}/vignette", Acces.SUIVI)
def thumbnail(appel: Appel[None], numero: str, piece: str, indice: str) -> Lien:
    """A file one sent, in small."""
    return Lien(services.pieces.thumbnail(services.suivi.read(appel.lecteur, numero), piece, rank(indice)))


@routes.on("POST", "/demandes/{numero}/evenements", Acces.SUIVI, idempotente=True)
def act(appel: Appel[EvenementDUsager], numero: str) -> EtatAtteint:
    """« Compléter », « Écrire au service », « Annuler la demande »."""
    saisi = appel.corps
    envoi = Envoi(SURVENUES[saisi.evenement], saisi.version, saisi.message, fournitures(saisi.pieces))
    demande = services.suivi.act(appel.lecteur, numero, envoi, appel.sceau)
    return EtatAtteint(demande.etat, demande.version)


@routes.on("GET", "/demandes/{numero}/recepisse", Acces.SUIVI)
def receipt(appel: Appel[None], numero: str) -> Pdf:
    """The accusé d’enregistrement, to keep."""
    return Pdf(services.recepisses.receipt(appel.lecteur, numero), f"recepisse-{numero}.pdf")


@routes.on("GET", "/demandes/{numero}/bordereau", Acces.SUIVI)
def cover(appel: Appel[None], numero: str) -> Pdf:
    """The sheet to post with what is sent on paper (R27)."""
    return Pdf(services.recepisses.cover(appel.lecteur, numero), f"bordereau-{numero}.pdf")


@routes.on("POST", "/suivi", Acces.PUBLIC, 202)
def ask(appel: Appel[SuiviDemande]) -> LienEnvoye:
    """Mails the link that follows a demande made without compte."""
    saisi = appel.corps
    services.liens_de_suivi.ask(saisi.numero, saisi.courriel, saisi.naissance, appel.ip)
    return LienEnvoye(ENVOYE)


@routes.on("POST", "/suivi/session", Acces.PUBLIC, 201)
def open_link(appel: Appel[LienOuvert]) -> AvecCookie[SuiviOuvert]:
    """Opens the link: the demande can be followed for 30 minutes."""
    jeton, session = services.liens_de_suivi.follow(appel.corps.jeton)
    return AvecCookie(SuiviOuvert(session.sujet), opening(session, jeton))


@routes.on("DELETE", "/suivi/session", Acces.SUIVI, 204)
def close(appel: Appel[None]) -> AvecCookie[None]:
    """« Ne plus suivre »: for who shares the device."""
    if appel.suivi:
        services.sessions.close(appel.suivi)
    return AvecCookie(None, closing(Genre.SUIVI))


def _represent(suivi: Suivi, compte: str | None) -> DemandeSuivie:
    demande = suivi.demande
    return DemandeSuivie(
        **demande_fields(demande),
        actions=[ActionPossible(a.evenement, a.libelle) for a in possible(demande.etat, Acteur.USAGER)],
        delai_median_jours=suivi.delai_median,
        pieces_possibles=[piece.as_json() for piece in suivi.possibles] if demande.ouverte else [],
        suivi="compte" if compte and compte == demande.compte else "lien",
    )
