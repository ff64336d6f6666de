"""Attachments: announced, sent by the browser to the bucket, checked, taken by a demande (R27)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from chalicelib import storage
from chalicelib.domain.demande import Demande, Fichier, Piece
from chalicelib.domain.errors import Introuvable, SaisieInvalide
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.soumission import MO, RIEN, Fourniture, refuse_announced, refuse_received
from chalicelib.services import demarches
from chalicelib.storage.pieces import Envoi

NOM_GARDE = 150
"""Characters of a file's name, its end rather than its beginning: S3 takes 2 KB of metadata, once percent-encoded."""


@dataclass(frozen=True, slots=True)
class Annonce:
    """A file that the browser wants to send; `taille` in bytes."""

    nom: str
    type: str
    taille: int
    demarche: str
    piece: str


def prepare(annonce: Annonce) -> Envoi:
    """Raises SaisieInvalide on `type` or `taille`, Introuvable for a pièce that the démarche does not ask."""
    demandee = next((p for p in demarches.get(annonce.demarche).pieces if p.nom == annonce.piece), None)
    if demandee is None:
        raise Introuvable
    if erreurs := refuse_announced(demandee, annonce.nom, annonce.type, annonce.taille):
        raise SaisieInvalide(erreurs=erreurs)
    return storage.pieces.prepare(annonce.nom[-NOM_GARDE:], annonce.type, demandee.taille_max_mo * MO)


def receive(demandees: Iterable[PieceDemandee], fournies: Mapping[str, Fourniture]) -> tuple[Piece, ...]:
    """The pièces provided, their files still in quarantine. Raises SaisieInvalide on `pieces.*`. One round trip."""
    cles = [cle for demandee in demandees for cle in fournies.get(demandee.nom, RIEN).cles]
    depots = dict(zip(cles, storage.together(*(partial(storage.pieces.inspect, cle) for cle in cles)), strict=True))
    pieces, erreurs = [], []
    for demandee in demandees:
        fourniture = fournies.get(demandee.nom, RIEN)
        recus = [depots[cle] for cle in fourniture.cles]
        if erreur := refuse_received(demandee, recus):
            erreurs.append(erreur)
        fichiers = tuple(depot.fichier for depot in recus if depot)
        if fichiers or fourniture.par_courrier:
            pieces.append(Piece(demandee.nom, demandee.libelle, fichiers, not fichiers))
    if erreurs:
        raise SaisieInvalide(erreurs=tuple(erreurs))
    return tuple(pieces)


def adopt(pieces: Iterable[Piece], numero: str) -> tuple[Piece, ...]:
    """The same, their files copied under the demande. One round trip; doing it again changes nothing.

    Each keeps the last part of its key, which nobody can guess or take twice: a request that is refused afterwards
    (numéro taken, key already used) has copied nothing over the files of a demande.
    """
    adoptees = tuple(
        replace(
            piece,
            fichiers=tuple(
                replace(fichier, cle=f"demandes/{numero}/{piece.nom}/{fichier.cle.rpartition('/')[2]}")
                for fichier in piece.fichiers
            ),
        )
        for piece in pieces
    )
    avant = (fichier for piece in pieces for fichier in piece.fichiers)
    apres = (fichier for piece in adoptees for fichier in piece.fichiers)
    copies = (partial(storage.pieces.adopt, old, new.cle) for old, new in zip(avant, apres, strict=True))
    storage.together(*copies)
    return adoptees


def link(demande: Demande, piece: str, indice: int) -> str:
    """A short-lived download of one file of a demande. Raises Introuvable."""
    return storage.pieces.link(_file(demande, piece, indice))


def _file(demande: Demande, piece: str, indice: int) -> Fichier:
    fournie = next((p for p in demande.pieces if p.nom == piece), None)
    if fournie is None or not 0 <= indice < len(fournie.fichiers):
        raise Introuvable
    return fournie.fichiers[indice]
