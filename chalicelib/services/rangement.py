"""Files that a demande took go to their place once they are checked, whichever comes last (R27)."""

from datetime import timedelta
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain.demande import Controle, Demande, EtatDeFichier
from chalicelib.domain.errors import Indisponible, Introuvable
from chalicelib.domain.fichiers import VIGNETTE, Televersement
from chalicelib.domain.fichiers_refus import Refus, motif
from chalicelib.domain.journal import PORTAIL, Ligne
from chalicelib.domain.suivi import pieces_of
from chalicelib.observability import describe, logger
from chalicelib.services import avis, controles, justificatifs
from chalicelib.storage.transaction import EcritureRefusee, Operation

REPRISE = timedelta(minutes=15)
"""Between two looks at what is not ready."""


def put_away(id: str) -> bool:  # noqa: A002
    """Whether this call did it. Raises Indisponible: the stream gives it again, then the sweep."""
    fichier = storage.fichiers.find(id)
    if fichier is None or fichier.place or not fichier.pret:
        return False
    controle = fichier.controle or _of_source(fichier)
    if controle is None:
        return False
    if controle.etat is EtatDeFichier.SAIN:
        controle = _move(fichier, controle)
    return _record(fichier, controle)


def sweep(limit: int = 25) -> int:
    """How many were put away or checked; what the events and the stream missed."""
    faits = 0
    for id in storage.fichiers.waiting(clock.now(), limit):  # noqa: A001
        try:
            faits += _resume(id)
        except Indisponible as error:
            logger.warning("file kept for later", extra=describe(error))
    return faits


def _resume(id: str) -> bool:  # noqa: A002
    fichier = storage.fichiers.find(id)
    if fichier is None:
        return False
    fait = False
    if fichier.controle is None and fichier.source is None:
        fait = controles.resume(fichier)
    elif fichier.numero is None:
        storage.fichiers.rest(id)
    fait = put_away(id) or fait
    storage.fichiers.postpone(id, clock.now() + REPRISE)
    return fait


def _of_source(fichier: Televersement) -> Controle | None:
    """What is known of the file that this one is a copy of; None as long as it is being checked."""
    source = fichier.source
    connu = storage.fichiers.result_of(source.numero, source.fichier) if source else None
    if connu is None:
        return Controle(EtatDeFichier.REFUSE, motif(Refus.PERDU, fichier.nom))
    return None if connu.etat is EtatDeFichier.EN_CONTROLE else connu


def _move(fichier: Televersement, controle: Controle) -> Controle:
    """Copied under the demande; gone from where it was, it is told as lost."""
    cle = f"demandes/{fichier.numero}/{fichier.piece}/{fichier.id}"
    vignette = cle + VIGNETTE if controle.vignette else ""
    paires = [(controle.cle, cle)] + ([(controle.vignette, vignette)] if vignette else [])
    try:
        storage.together(*(partial(storage.objets.copy, *paire) for paire in paires))
    except Introuvable:
        return Controle(EtatDeFichier.REFUSE, motif(Refus.PERDU, fichier.nom))
    return Controle(EtatDeFichier.SAIN, "", cle, vignette, controle.type, controle.taille)


def _record(fichier: Televersement, controle: Controle) -> bool:
    numero = str(fichier.numero)
    operations: list[Operation] = [
        storage.fichiers.placed(fichier.id, fichier.efface_le),
        storage.fichiers.result_change(numero, fichier.id, controle),
    ]
    refusee = storage.demandes.find(numero) if controle.etat is EtatDeFichier.REFUSE else None
    if refusee:
        operations += _tell(refusee, fichier, controle)
        if refusee.compte:
            justificatifs.forget(refusee.compte, numero, [fichier.id])
    try:
        storage.commit(*operations)
    except EcritureRefusee as refus:
        if "place" in refus.noms:
            return False  # somebody else did it
        _drop(fichier, controle)
    storage.pieces.delete(storage.pieces.traces(fichier.id))
    return True


def _drop(fichier: Televersement, controle: Controle) -> None:
    """The demande, or its files, were erased meanwhile: nothing of this one is kept."""
    storage.pieces.delete(cle for cle in (controle.cle, controle.vignette) if cle)
    storage.commit(storage.fichiers.placed(fichier.id, fichier.efface_le))


def _tell(demande: Demande, fichier: Televersement, controle: Controle) -> list[Operation]:
    libelle = next((piece.libelle for piece in pieces_of(demande) if piece.nom == fichier.piece), "")
    ligne = Ligne(f"demande:{demande.numero}", "fichier_refuse", PORTAIL, clock.now(), libelle)
    courriel = avis.fichier_refuse(demande, fichier.nom, controle.motif)
    return [storage.outbox.deposit(courriel), storage.journal.line(ligne)]
