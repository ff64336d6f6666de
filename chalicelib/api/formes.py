"""Shapes that several routes share."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

import msgspec

from chalicelib import storage
from chalicelib.config import Service, settings
from chalicelib.domain.cryptogramme import Solution
from chalicelib.domain.demande import Demande, Passage, Piece
from chalicelib.domain.recapitulatif import Recapitulatif
from chalicelib.domain.transitions import LIBELLES, SOUMISSION, TRANSITIONS, Evenement

T = TypeVar("T")


class Entree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What comes in: a key that the route does not know is a mistake worth telling."""


class Cryptogramme(Entree, frozen=True):
    """As solved: `code` by the citizen, `preuve` by the browser; `miel` stays empty unless a robot fills it."""

    id: str
    code: str
    preuve: int = -1
    miel: str = ""

    def solution(self) -> Solution:
        """For the services."""
        return Solution(self.id, self.code, self.preuve, self.miel)


class Liste(msgspec.Struct, Generic[T], frozen=True):
    """A page; `suite` goes back in the query to read the next one."""

    elements: list[T]
    suite: str | None = None


class Lien(msgspec.Struct, frozen=True):
    """A short-lived address to download a file."""

    url: str


class Etape(msgspec.Struct, frozen=True):
    """One line of the follow-up."""

    evenement: str
    libelle: str
    etat: str
    le: datetime
    motif: str = ""


class Ligne(msgspec.Struct, frozen=True):
    """One answer, in French."""

    libelle: str
    valeur: str


class Chapitre(msgspec.Struct, frozen=True):
    """The answers of one étape."""

    titre: str
    lignes: list[Ligne]


class FichierJoint(msgspec.Struct, frozen=True):
    """`taille` in bytes; `indice` names it in the address of its download."""

    nom: str
    type: str
    taille: int
    indice: int


class PieceJointe(msgspec.Struct, frozen=True):
    """As provided."""

    nom: str
    libelle: str
    par_courrier: bool
    fichiers: list[FichierJoint]


class ServiceDeLaMairie(msgspec.Struct, frozen=True):
    """Whom to ask."""

    slug: str
    nom: str
    telephone: str
    courriel: str
    adresse: list[str]


class DemandeComplete(msgspec.Struct, frozen=True, kw_only=True):
    """A demande as its screen shows it."""

    numero: str
    demarche: str
    titre: str
    definition: int
    """Version of the form it was filled with."""
    etat: str
    etat_libelle: str
    version: int
    """Counts the events; a decision names the one it was taken on."""
    depose_le: datetime
    echeance_le: date
    concerne: str
    service: ServiceDeLaMairie
    delai_jours: int
    silence: str
    historique: list[Etape]
    recapitulatif: list[Chapitre]
    pieces: list[PieceJointe]


def service_of(slug: str) -> ServiceDeLaMairie:
    """A service of the commune, with the address that an envelope needs."""
    commune = settings().commune
    service: Service = commune.services[slug]
    adresse = [*service.lignes_adresse, f"{commune.code_postal} {commune.commune}"]
    return ServiceDeLaMairie(slug, service.nom, service.telephone, service.courriel, adresse)


def etape_of(passage: Passage) -> Etape:
    """In the citizen's words; which agent it was stays with the service."""
    soumise = passage.evenement == SOUMISSION
    libelle = "La demande est envoyée" if soumise else TRANSITIONS[Evenement(passage.evenement)].passe
    return Etape(passage.evenement, libelle, passage.etat, passage.le, passage.motif)


def chapitres_of(recapitulatif: Recapitulatif) -> list[Chapitre]:
    """Étape by étape."""
    return [Chapitre(titre, [Ligne(*ligne) for ligne in lignes]) for titre, lignes in recapitulatif]


def piece_of(piece: Piece) -> PieceJointe:
    """Without the keys of the bucket."""
    fichiers = [FichierJoint(f.nom, f.type, f.taille, rang) for rang, f in enumerate(piece.fichiers)]
    return PieceJointe(piece.nom, piece.libelle, piece.par_courrier, fichiers)


def demande_fields(demande: Demande) -> dict[str, Any]:
    """The fields of DemandeComplete, with the words of the definition it was filled with."""
    definition = storage.definitions.get(demande.demarche, demande.definition)
    return {
        "numero": demande.numero,
        "demarche": demande.demarche,
        "titre": demande.titre,
        "definition": demande.definition,
        "etat": demande.etat,
        "etat_libelle": LIBELLES[demande.etat],
        "version": demande.version,
        "depose_le": demande.depose_le,
        "echeance_le": demande.echeance_le,
        "concerne": demande.concerne,
        "service": service_of(demande.service),
        "delai_jours": definition.delai_jours,
        "silence": definition.silence,
        "historique": [etape_of(passage) for passage in demande.historique],
        "recapitulatif": chapitres_of(definition.recapitulatif(demande.reponses)),
        "pieces": [piece_of(piece) for piece in demande.pieces],
    }
