"""/pieces: files on their way to a demande (R27); /compte/justificatifs: those that may be used again."""

from datetime import date, datetime, timedelta

import msgspec

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree, Liste
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.justificatifs import Justificatif
from chalicelib.domain.limites import ANNONCES
from chalicelib.domain.natures import NATURES
from chalicelib.services.fichiers import Annonce
from chalicelib.storage.pieces import ENVOI

routes = Routes(__name__)


class PieceAnnoncee(Entree, frozen=True):
    """A file about to be sent; `taille` in bytes, `type` a MIME type."""

    nom: str
    type: str
    taille: int
    demarche: str
    piece: str


class EnvoiPrepare(msgspec.Struct, frozen=True):
    """A multipart form to POST to `url`: `champs`, then `file` last."""

    cle: str
    url: str
    champs: dict[str, str]
    expire_le: datetime


class EtatDuFichier(msgspec.Struct, frozen=True):
    """`etat`: attendu, en_controle, sain or refuse; `motif`: why it is refused; `vignette`: a link of five minutes."""

    etat: str
    motif: str
    nom: str
    type: str
    taille: int
    vignette: str | None


class PagesAReunir(Entree, frozen=True):
    """Keys of files already checked, in the order of the pages."""

    cles: list[str]
    demarche: str
    piece: str


class FichierReuni(msgspec.Struct, frozen=True):
    """One PDF, already checked; `taille` in bytes."""

    cle: str
    nom: str
    taille: int
    type: str


class FichierConnu(msgspec.Struct, frozen=True):
    """`taille` in bytes."""

    nom: str
    taille: int


class JustificatifConnu(msgspec.Struct, frozen=True):
    """What the compte gave with the demande `numero`, and until when it may serve again."""

    nature: str
    libelle: str
    fichiers: list[FichierConnu]
    fourni_le: date
    valable_jusqu_au: date
    numero: str


@routes.on("POST", "/pieces", Acces.FACULTATIF, 201)
def prepare(appel: Appel[PieceAnnoncee]) -> EnvoiPrepare:
    """Where to send one file."""
    services.limites.count(ANNONCES, appel.ip)
    annonce = appel.corps
    voulu = Annonce(annonce.nom, annonce.type, annonce.taille, annonce.demarche, annonce.piece)
    envoi = services.fichiers.prepare(voulu, appel.compte)
    return EnvoiPrepare(envoi.cle, envoi.url, envoi.champs, clock.now() + timedelta(seconds=ENVOI))


@routes.on("POST", "/pieces/assemblage", Acces.FACULTATIF, 201)
def assemble(appel: Appel[PagesAReunir]) -> FichierReuni:
    """« Un seul PDF » of several photos."""
    services.limites.count(ANNONCES, appel.ip)
    pages = appel.corps
    cle, fichier = services.assemblage.assemble(pages.cles, pages.demarche, pages.piece, appel.compte)
    return FichierReuni(cle, fichier.nom, fichier.taille, fichier.type)


@routes.on("GET", "/pieces/{id}", Acces.FACULTATIF)
def follow(appel: Appel[None], id: str) -> EtatDuFichier:  # noqa: A002
    """Where the check of a file stands."""
    suivi = services.fichiers.follow(id, appel.compte)
    return EtatDuFichier(suivi.etat, suivi.motif, suivi.nom, suivi.type, suivi.taille, suivi.vignette)


@routes.on("DELETE", "/pieces/{id}", Acces.FACULTATIF, 204)
def drop(appel: Appel[None], id: str) -> None:  # noqa: A002
    """A file that one does not want to join after all."""
    services.fichiers.drop(id, appel.compte)


@routes.on("GET", "/compte/justificatifs", Acces.USAGER)
def list_known(appel: Appel[None]) -> Liste[JustificatifConnu]:
    """What one already gave, and may use again."""
    return Liste([_known(justificatif) for justificatif in services.justificatifs.list_valid(appel.usager)])


def _known(connu: Justificatif) -> JustificatifConnu:
    return JustificatifConnu(
        connu.nature,
        NATURES[connu.nature],
        [FichierConnu(fichier.nom, fichier.taille) for fichier in connu.fichiers],
        connu.fourni_le,
        connu.valable_jusqu_au,
        connu.numero,
    )
