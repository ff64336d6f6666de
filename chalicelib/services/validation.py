"""What the authorised service does with comptes: checks, validates, refuses, asks for a correction (R15, R22)."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import jours_ouvres, rapprochement, validation
from chalicelib.domain.compte import Compte, Verdict
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.errors import EcritureConcurrente, Introuvable
from chalicelib.domain.file_des_comptes import ResumeDeCompte
from chalicelib.domain.journal import Ligne
from chalicelib.domain.page import Page
from chalicelib.domain.rapprochement import Ressemblance
from chalicelib.domain.session import Agent
from chalicelib.domain.validation import Avis
from chalicelib.storage.transaction import Operation

LONGUEUR_ID = 64
MODELES: dict[Verdict, str] = {
    "valide": "compte_valide",
    "refuse": "compte_refuse",
    "correction": "compte_a_corriger",
}


def queue(file: str, suite: str | None) -> Page[ResumeDeCompte]:
    """Oldest first. One round trip."""
    return storage.comptes.of_file(file, suite)


def days_waited(depuis: datetime) -> int:
    """Jours ouvrés that the mairie has had, today included."""
    depot = depuis.astimezone(clock.PARIS).date()
    return jours_ouvres.elapsed(depot, clock.today(), settings().commune.insee)


def open_compte(agent: Agent, id: str) -> Compte:  # noqa: A002
    """The compte, and a line in the journal that the agent read it. Raises Introuvable. One round trip."""
    compte: Compte
    compte, _ = storage.together(
        partial(_get, id),
        partial(storage.journal.record, _line(agent, id[:LONGUEUR_ID], "consultation")),
    )
    return compte


def look_alikes(agent: Agent, id: str) -> tuple[Ressemblance, ...]:  # noqa: A002
    """Comptes that may be the same person's, and those at the same address. Raises Introuvable. Two round trips."""
    fiche = rapprochement.fiche_of(_get(id))
    lue = partial(storage.journal.record, _line(agent, id, "recherche de doublons"))
    proches = storage.rapprochements.near(fiche, lue)
    return rapprochement.look_alikes(fiche, proches)


def decide(agent: Agent, id: str, avis: Avis) -> Compte:  # noqa: A002
    """The compte once decided; the citizen is written to. The same decision again is the same decision.

    Raises Introuvable, SaisieInvalide on `motif` and `numero_famille`, TransitionRefusee, EcritureConcurrente.
    """
    avis = validation.check(avis)

    def write(avant: Compte) -> tuple[Compte, tuple[Operation, ...]]:
        apres = validation.decide(avant, avis, agent.affichage, clock.now())
        courriel = storage.outbox.deposit(_courriel(apres, avis))
        return apres, (courriel, storage.journal.line(_line(agent, id, avis.verdict)))

    return _once(id, write, lambda compte: validation.is_done(compte, avis, agent.affichage))


def number(agent: Agent, id: str, numero: str | None, version: int) -> Compte:  # noqa: A002
    """The compte with its numéro de famille. Raises as `decide`."""
    numero = validation.check_numero(numero)

    def write(avant: Compte) -> tuple[Compte, tuple[Operation, ...]]:
        apres = validation.number(avant, numero, version)
        return apres, (storage.journal.line(_line(agent, id, "numero_famille")),)

    return _once(id, write, lambda compte: (compte.numero_famille, compte.version) == (numero, version + 1))


def _once(
    id: str,  # noqa: A002
    write: Callable[[Compte], tuple[Compte, tuple[Operation, ...]]],
    is_done: Callable[[Compte], bool],
) -> Compte:
    """One conditional transaction; what is already done, by an earlier request or a lost answer, is done."""
    avant = _get(id)
    if is_done(avant):
        return avant
    apres, consequences = write(avant)
    try:
        storage.commit(storage.comptes.change(apres), *storage.rapprochements.changes(avant, apres), *consequences)
    except EcritureConcurrente:
        actuel = storage.comptes.get(id)
        if is_done(actuel):
            return actuel
        raise
    return apres


def _get(id: str) -> Compte:  # noqa: A002
    """Raises Introuvable, also for what cannot be an id."""
    if not 0 < len(id) <= LONGUEUR_ID:
        raise Introuvable
    return storage.comptes.get(id)


def _courriel(compte: Compte, avis: Avis) -> Courriel:
    """Always a mail: it tells of the compte, not of a démarche (R3, R15)."""
    variables = {"prenom": compte.identite.prenom, "nom": compte.identite.nom, "motif": avis.motif}
    now = clock.now()
    return Courriel(uuid.uuid4().hex, MODELES[avis.verdict], compte.coordonnees.courriel, variables, now)


def _line(agent: Agent, id: str, action: str) -> Ligne:  # noqa: A002
    return Ligne(f"compte:{id}", action, agent.courriel, clock.now())
