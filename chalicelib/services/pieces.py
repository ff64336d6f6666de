"""Attachments of a demande: taken with it, opened once they are checked and found clean (R27)."""

from collections.abc import Iterable, Mapping

from chalicelib import storage
from chalicelib.domain.demande import Controle, Demande, EtatDeFichier, Fichier
from chalicelib.domain.errors import FichierEnControle, FichierInterdit, Introuvable
from chalicelib.domain.fichiers import name_as
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.pieces import Fourniture
from chalicelib.domain.suivi import pieces_of
from chalicelib.services import reception
from chalicelib.services.reception import Recues

MINIATURE = "image/webp"


def receive(demandees: Iterable[PieceDemandee], fournies: Mapping[str, Fourniture], compte: str | None) -> Recues:
    """The pièces provided, read and checked in one round trip. Raises SaisieInvalide on `pieces.*`."""
    vus, _ = reception.look(fournies, compte)
    return reception.take(demandees, fournies, compte, vus)


def link(demande: Demande, piece: str, indice: int) -> str:
    """A short-lived download of one file of a demande, for its citizen as for the agents.

    Raises Introuvable, FichierEnControle, FichierInterdit.
    """
    fichier = _file(demande, piece, indice)
    controle = _opened(demande, fichier)
    nom = name_as(fichier.nom, controle.type)
    return storage.pieces.link(Fichier(controle.cle, nom, controle.type, controle.taille))


def thumbnail(demande: Demande, piece: str, indice: int) -> str:
    """A short-lived link to its image in small. Raises likewise, Introuvable too when it has none."""
    fichier = _file(demande, piece, indice)
    controle = _opened(demande, fichier)
    if not controle.vignette:
        raise Introuvable
    return storage.pieces.link(small(controle))


def small(controle: Controle) -> Fichier:
    """The image in small of a file that has one."""
    return Fichier(controle.vignette, "vignette.webp", MINIATURE, 0)


def resting(demande: Demande, fichier: Fichier) -> Fichier | None:
    """A file under the key and type that it really has; None as long as nobody may open it."""
    controle = demande.controle_of(fichier)
    if controle.etat is not EtatDeFichier.SAIN:
        return None
    return Fichier(controle.cle, name_as(fichier.nom, controle.type), controle.type, controle.taille)


def _opened(demande: Demande, fichier: Fichier) -> Controle:
    controle = demande.controle_of(fichier)
    if controle.etat is EtatDeFichier.EN_CONTROLE:
        raise FichierEnControle
    if controle.etat is EtatDeFichier.REFUSE:
        raise FichierInterdit(controle.motif)
    return controle


def _file(demande: Demande, piece: str, indice: int) -> Fichier:
    suivie = next((p for p in pieces_of(demande) if p.nom == piece), None)
    if suivie is None or not 0 <= indice < len(suivie.fichiers):
        raise Introuvable
    return suivie.fichiers[indice]
