"""A demande as its screens show it, the citizen's and the agent's (R5, R30)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from chalicelib import storage
from chalicelib.api.formes import ServiceDeLaMairie, service_of
from chalicelib.domain.demande import Demande, Fichier, Passage
from chalicelib.domain.evenements import tell
from chalicelib.domain.recapitulatif import Recapitulatif
from chalicelib.domain.suivi import PieceSuivie, pieces_of, ranks, to_post
from chalicelib.domain.transitions import LIBELLES, Acteur


class FichierJoint(msgspec.Struct, frozen=True):
    """`taille` in bytes; `indice` names it in the address of its download. `etat`: en_controle, sain or refuse.

    `motif`: why it is refused; `vignette`: whether there is one.
    """

    nom: str
    type: str
    taille: int
    indice: int
    etat: str
    motif: str
    vignette: bool


class PieceJointe(msgspec.Struct, frozen=True):
    """As provided. `recue_le`: when what came by post reached the service."""

    nom: str
    libelle: str
    par_courrier: bool
    fichiers: list[FichierJoint]
    recue_le: datetime | None = None


class Etape(msgspec.Struct, frozen=True):
    """One line of the follow-up. `de`: usager or service; `motif`: their words; `pieces`: what came with them."""

    evenement: str
    libelle: str
    etat: str
    le: datetime
    motif: str
    de: str
    pieces: list[PieceJointe]


class Ligne(msgspec.Struct, frozen=True):
    """One answer, in French."""

    libelle: str
    valeur: str


class Chapitre(msgspec.Struct, frozen=True):
    """The answers of one étape."""

    titre: str
    lignes: list[Ligne]


class DemandeComplete(msgspec.Struct, frozen=True, kw_only=True):
    """What both screens show. `pieces`: everything that came, by nom; `bordereau`: something is still to be posted."""

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
    bordereau: bool


def demande_fields(demande: Demande) -> dict[str, Any]:
    """The fields of DemandeComplete, with the words of the definition it was filled with."""
    definition = storage.definitions.get(demande.demarche, demande.definition)
    rangs = ranks(demande)
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
        "historique": [_etape(demande, passage, rangs) for passage in demande.historique],
        "recapitulatif": _chapitres(definition.recapitulatif(demande.reponses)),
        "pieces": [_piece(demande, piece, rangs) for piece in pieces_of(demande)],
        "bordereau": bool(to_post(demande)),
    }


def _etape(demande: Demande, passage: Passage, rangs: Mapping[str, int]) -> Etape:
    """In the citizen's words; which agent it was stays with the service."""
    libelle = tell(passage.evenement, passage.acteur)
    recue = next((piece.libelle for piece in pieces_of(demande) if piece.nom == passage.piece), "")
    jointes = [PieceSuivie(p.nom, p.libelle, p.fichiers, p.par_courrier) for p in passage.pieces]
    return Etape(
        passage.evenement,
        f"{libelle} : {recue}" if recue else libelle,
        passage.etat,
        passage.le,
        passage.motif,
        "usager" if passage.acteur is Acteur.USAGER else "service",
        [_piece(demande, piece, rangs) for piece in jointes],
    )


def _piece(demande: Demande, piece: PieceSuivie, rangs: Mapping[str, int]) -> PieceJointe:
    """Without the keys of the bucket."""
    fichiers = [_fichier(demande, fichier, rangs[fichier.cle]) for fichier in piece.fichiers]
    return PieceJointe(piece.nom, piece.libelle, piece.par_courrier, fichiers, piece.recue_le)


def _fichier(demande: Demande, fichier: Fichier, indice: int) -> FichierJoint:
    """As it is once checked: another type, another size."""
    controle = demande.controle_of(fichier)
    return FichierJoint(
        fichier.nom,
        controle.type or fichier.type,
        controle.taille or fichier.taille,
        indice,
        controle.etat,
        controle.motif,
        bool(controle.vignette),
    )


def _chapitres(recapitulatif: Recapitulatif) -> list[Chapitre]:
    """Étape by étape."""
    return [Chapitre(titre, [Ligne(*ligne) for ligne in lignes]) for titre, lignes in recapitulatif]
