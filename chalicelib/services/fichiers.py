"""Files before a demande takes them: announced, followed, dropped by who sends them (R27)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain.demande import EtatDeFichier
from chalicelib.domain.errors import Introuvable, SaisieInvalide
from chalicelib.domain.fichiers import QUARANTAINE, EtatDeDepot, Televersement, id_of
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.pieces import MO, refuse_announced
from chalicelib.domain.suivi import COMPLEMENT
from chalicelib.services import pieces, reception
from chalicelib.storage.pieces import ENVOI, Envoi

NOM_GARDE = 150
"""Characters of a file's name, its end rather than its beginning: S3 takes 2 KB of metadata, once percent-encoded."""
REGARD = timedelta(seconds=ENVOI)
"""After this, nothing comes any more under the key of an announcement."""


@dataclass(frozen=True, slots=True)
class Annonce:
    """A file that the browser wants to send; `taille` in bytes."""

    nom: str
    type: str
    taille: int
    demarche: str
    piece: str


@dataclass(frozen=True, slots=True)
class Suivi:
    """A file as its sender follows it; `vignette` is a short-lived link."""

    etat: EtatDeDepot
    motif: str
    nom: str
    type: str
    taille: int
    vignette: str | None


def prepare(annonce: Annonce, compte: str | None) -> Envoi:
    """Raises SaisieInvalide on `type` or `taille`, Introuvable for a pièce that the démarche does not ask."""
    demandee = asked(annonce.demarche, annonce.piece)
    if erreurs := refuse_announced(demandee, annonce.nom, annonce.type, annonce.taille):
        raise SaisieInvalide(erreurs=erreurs)
    now, nom = clock.now(), annonce.nom[-NOM_GARDE:]
    fichier = Televersement(reception.new_id(), nom, annonce.type, annonce.taille, compte, now)
    storage.fichiers.announce(fichier, now + REGARD)
    return storage.pieces.prepare(QUARANTAINE + fichier.id, nom, annonce.type, demandee.taille_max_mo * MO)


def asked(demarche: str, piece: str) -> PieceDemandee:
    """By any version of it: a demande is completed with what its own version asked. Raises Introuvable."""
    definition = storage.definitions.get(demarche)
    if piece == COMPLEMENT.nom:
        return COMPLEMENT
    for version in range(definition.version, 0, -1):
        demandees = storage.definitions.get(demarche, version).pieces
        if trouvee := next((p for p in demandees if p.nom == piece), None):
            return trouvee
    raise Introuvable


def follow(id: str, compte: str | None) -> Suivi:  # noqa: A002
    """Raises Introuvable, also for a file of somebody else's compte. One round trip."""
    fichier, depot = storage.together(partial(_own, id, compte), partial(storage.pieces.inspect, QUARANTAINE + id))
    if fichier.controle is None:
        etat = EtatDeDepot.EN_CONTROLE if depot else EtatDeDepot.ATTENDU
        return Suivi(etat, "", fichier.nom, fichier.type, fichier.taille, None)
    controle = fichier.controle
    sain = controle.etat is EtatDeFichier.SAIN
    vignette = storage.pieces.link(pieces.small(controle)) if sain and controle.vignette else None
    return Suivi(
        fichier.etat, controle.motif, fichier.nom, controle.type or fichier.type,
        controle.taille or fichier.taille, vignette,
    )  # fmt: skip


def drop(id: str, compte: str | None) -> None:  # noqa: A002
    """Of one that no demande took; dropped already, it is dropped. Raises Introuvable, also for one that is taken."""
    if id_of(QUARANTAINE + id) is None:
        raise Introuvable
    fichier = storage.fichiers.find(id)
    if fichier is None:
        return
    if not fichier.is_for(compte, clock.now()) or not storage.fichiers.drop(id):
        raise Introuvable
    storage.pieces.delete(storage.pieces.traces(id))


def _own(id: str, compte: str | None) -> Televersement:  # noqa: A002
    fichier = storage.fichiers.find(id) if id_of(QUARANTAINE + id) else None
    if fichier is None or not fichier.is_for(compte, clock.now()):
        raise Introuvable
    return fichier
