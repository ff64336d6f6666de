"""« Modifier mon compte » (R18, R23)."""

import uuid
from collections.abc import Iterable

from chalicelib import clock, storage
from chalicelib.domain import changement_de_courriel as confirmation
from chalicelib.domain import modification as regles
from chalicelib.domain.changements import Changement, compare, rubriques
from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.limites import CHANGEMENTS_DE_COURRIEL, CHANGEMENTS_PAR_COMPTE
from chalicelib.domain.modification import Modification
from chalicelib.services import avis_de_securite, changement_de_courriel, limites
from chalicelib.storage.transaction import Operation


def save(id: str, modification: Modification) -> tuple[Compte, tuple[Changement, ...]]:  # noqa: A002
    """The compte and what changed; the same request again finds nothing more to change.

    Raises Introuvable, CompteNonModifiable, EcritureConcurrente, SaisieInvalide, TropDEssais.
    """
    avant = storage.comptes.get(id)
    if _is_done(avant, modification):
        return avant, ()
    regles.check_modifiable(avant)
    if modification.version != avant.version:
        raise EcritureConcurrente
    voulu, courriel = regles.prepare(avant, modification, clock.today())
    apres = regles.save(avant, voulu, courriel, uuid.uuid4().hex, clock.now())
    if apres == avant:
        return avant, ()
    changements = compare(avant, apres)
    if confirmation.is_new(avant, apres):
        limites.count_each((CHANGEMENTS_DE_COURRIEL, courriel), (CHANGEMENTS_PAR_COMPTE, id))
    try:
        storage.commit(*_writes(avant, apres, changements))
    except EcritureConcurrente:
        actuel = storage.comptes.get(id)
        if not _is_done(actuel, modification):
            raise
        return actuel, changements
    return apres, changements


def _is_done(compte: Compte, modification: Modification) -> bool:
    """Whether the last change was this very one: its answer was lost, and it comes again."""
    if modification.version != compte.version - 1:
        return False
    voulu, courriel = regles.prepare(compte, modification, clock.today())
    attendu = compte.changement_courriel
    return voulu == compte and courriel in {compte.coordonnees.courriel, attendu.courriel if attendu else ""}


def _writes(avant: Compte, apres: Compte, changements: Iterable[Changement]) -> Iterable[Operation]:
    """Of the changes, only their names are kept and mailed: a mail is read by more than one person."""
    noms = rubriques(changements)
    yield storage.comptes.change(apres)
    yield from storage.rapprochements.changes(avant, apres)
    yield avis_de_securite.line(apres, "modification", ", ".join(noms))
    if faits := [nom for nom in noms if nom != confirmation.A_CONFIRMER]:
        liste = {"changements": "\n".join(f"- {nom}" for nom in faits)}
        yield storage.outbox.deposit(avis_de_securite.about(apres, "compte_modifie", liste))
    if confirmation.is_new(avant, apres):
        yield from map(storage.outbox.deposit, changement_de_courriel.requests(apres))
