"""/demandes: submitting and following (R25–R27, R30–R32)."""

import re
from datetime import datetime
from typing import Any

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import (
    Cryptogramme,
    DemandeComplete,
    Entree,
    Lien,
    Liste,
    demande_fields,
)
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.demande import Resume
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.limites import DEMANDES
from chalicelib.domain.page import Page
from chalicelib.domain.soumission import Fourniture, Soumission
from chalicelib.domain.transitions import LIBELLES

routes = Routes(__name__)
RANG = re.compile(r"\d{1,3}", re.ASCII)


class PieceFournie(Entree, frozen=True):
    """Files already sent, or « par courrier »."""

    cles: list[str] = msgspec.field(default_factory=list)
    par_courrier: bool = False


class ContactSaisi(Entree, frozen=True):
    """Who asks, without a compte."""

    nom: str
    prenom: str
    courriel: str


class DemandeSaisie(Entree, frozen=True, kw_only=True):
    """The filled form. `membre`: id of a member of the foyer, « usager » or nothing for oneself."""

    demarche: str
    version: int
    membre: str | None = None
    reponses: dict[str, Any] = msgspec.field(default_factory=dict)
    pieces: dict[str, PieceFournie] = msgspec.field(default_factory=dict)
    contact: ContactSaisi | None = None
    cryptogramme: Cryptogramme | None = None


class DemandeEnvoyee(msgspec.Struct, frozen=True):
    """The numéro to keep."""

    numero: str
    etat: str


class DemandeResumee(msgspec.Struct, frozen=True):
    """One line of « Accueil » and « Demandes »."""

    numero: str
    demarche: str
    titre: str
    etat: str
    etat_libelle: str
    depose_le: datetime
    concerne: str


@routes.on("POST", "/demandes", Acces.FACULTATIF, 201, idempotente=True)
def submit(appel: Appel[DemandeSaisie]) -> DemandeEnvoyee:
    """« Envoyer »."""
    if appel.compte is None and appel.corps.contact is not None:
        services.limites.count(DEMANDES, appel.ip)
    demande = services.demandes.submit(_soumission(appel.corps), appel.compte, appel.sceau)
    return DemandeEnvoyee(demande.numero, demande.etat)


@routes.on("GET", "/demandes", Acces.USAGER, questions=("suite",))
def list_own(appel: Appel[None]) -> Liste[DemandeResumee]:
    """One's own, newest first."""
    return represent(services.demandes.list_own(appel.usager, appel.question("suite")))


@routes.on("GET", "/demandes/{numero}", Acces.USAGER)
def read(appel: Appel[None], numero: str) -> DemandeComplete:
    """One of one's own."""
    return DemandeComplete(**demande_fields(services.demandes.get_own(appel.usager, numero)))


@routes.on("GET", "/demandes/{numero}/pieces/{piece}/{indice}", Acces.USAGER)
def download(appel: Appel[None], numero: str, piece: str, indice: str) -> Lien:
    """A file one sent."""
    return Lien(services.pieces.link(services.demandes.get_own(appel.usager, numero), piece, rank(indice)))


def represent(page: Page[Resume]) -> Liste[DemandeResumee]:
    """A page of one's own."""
    return Liste([_line(resume) for resume in page.elements], page.suite)


def rank(indice: str) -> int:
    """Raises Introuvable for what is no rank."""
    if RANG.fullmatch(indice) is None:
        raise Introuvable
    return int(indice)


def _soumission(saisie: DemandeSaisie) -> Soumission:
    pieces = {nom: Fourniture(tuple(p.cles), p.par_courrier) for nom, p in saisie.pieces.items()}
    return Soumission(
        saisie.demarche,
        saisie.version,
        saisie.reponses,
        pieces,
        saisie.membre,
        msgspec.to_builtins(saisie.contact) if saisie.contact else None,
        saisie.cryptogramme.solution() if saisie.cryptogramme else None,
    )


def _line(resume: Resume) -> DemandeResumee:
    return DemandeResumee(
        resume.numero,
        resume.demarche,
        resume.titre,
        resume.etat,
        LIBELLES[resume.etat],
        resume.depose_le,
        resume.concerne,
    )
