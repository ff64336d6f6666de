"""A citizen follows a demande: reads it, completes it, writes to the service, gives it up (R5, R27, R30)."""

from dataclasses import dataclass, replace
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain import evenements
from chalicelib.domain import numero as numeros
from chalicelib.domain import suivi as regles
from chalicelib.domain.demande import Demande, Passage
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import EcritureConcurrente, Introuvable, SaisieInvalide
from chalicelib.domain.evenements import Echange
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.journal import SANS_COMPTE, Ligne
from chalicelib.domain.suivi import Envoi, Lecteur
from chalicelib.domain.transitions import Acteur
from chalicelib.services import avis, mesures, pieces, quotas
from chalicelib.storage.transaction import EcritureRefusee, Operation


@dataclass(frozen=True, slots=True)
class Suivi:
    """A demande, the form it was filled with, and how long the démarche takes, in days, where that is known."""

    demande: Demande
    definition: Definition
    delai_median: int | None

    @property
    def possibles(self) -> tuple[PieceDemandee, ...]:
        """What may be added to it."""
        return _addable(self.demande, self.definition)


def read(lecteur: Lecteur, numero: str) -> Demande:
    """Raises Introuvable, also for somebody else's. One round trip."""
    demande = storage.demandes.find(numero) if numeros.is_valid(numero) else None
    if demande is None or not lecteur.may_follow(demande):
        raise Introuvable
    return demande


def follow(lecteur: Lecteur, numero: str) -> Suivi:
    """For its screen; a delay says nothing once it is closed. Raises Introuvable. One round trip."""
    demande: Demande
    demande, delais = storage.together(partial(read, lecteur, numero), mesures.medians)
    definition = storage.definitions.get(demande.demarche, demande.definition)
    return Suivi(demande, definition, delais.get(demande.demarche) if demande.ouverte else None)


def act(lecteur: Lecteur, numero: str, envoi: Envoi, sceau: Sceau) -> Demande:
    """The demande after the event; the same request again answers where it stands.

    A message does not depend on what the service decided meanwhile: it is taken while the demande is open. Raises
    Introuvable, SaisieInvalide (`message`, `pieces.*`), TransitionRefusee, EcritureConcurrente, CleReutilisee.
    """
    avant = read(lecteur, numero)
    if regles.is_replay(avant, sceau):
        return avant
    try:
        return _act(avant, envoi, sceau)
    except (SaisieInvalide, EcritureConcurrente):
        # Perhaps this very request, made twice at once: its files are taken, its version is one behind.
        apres = read(lecteur, numero)
        if regles.is_replay(apres, sceau):
            return apres
        if envoi.evenement is not Echange.MESSAGE or apres.version == avant.version:
            raise
    return _act(apres, envoi, sceau)


def _act(avant: Demande, envoi: Envoi, sceau: Sceau) -> Demande:
    message = evenements.check_words(envoi.evenement, Acteur.USAGER, envoi.message, "message")
    evenements.check_room(envoi.evenement, Acteur.USAGER, avant.version, "message")
    definition = storage.definitions.get(avant.demarche, avant.definition)
    demandees = regles.check_added(_addable(avant, definition), envoi, message)
    version = avant.version if envoi.evenement is Echange.MESSAGE else envoi.version
    passage = Passage(envoi.evenement, avant.etat, clock.now(), Acteur.USAGER, motif=message, sceau=sceau)
    # Refused before any file is looked at.
    apres = avant.apply(envoi.evenement, passage, version)
    if not demandees:
        storage.commit(*_writes(apres))
        return apres
    recues = pieces.receive(demandees, envoi.pieces, avant.compte)
    apres = avant.apply(envoi.evenement, replace(passage, pieces=recues.pieces), version)
    try:
        storage.commit(*_writes(apres), *recues.operations(avant.numero))
    except EcritureRefusee as refus:
        raise recues.explain(refus) or refus from refus
    return apres


def _writes(demande: Demande) -> tuple[Operation, ...]:
    return (
        *storage.demandes.change(demande),
        *quotas.give_back(demande),
        *avis.deposit(demande),
        storage.journal.line(_line(demande)),
    )


def _addable(demande: Demande, definition: Definition) -> tuple[PieceDemandee, ...]:
    return regles.addable(demande, definition, demande.depose_le.astimezone(clock.PARIS).date())


def _line(demande: Demande) -> Ligne:
    dernier = demande.historique[-1]
    return Ligne(f"demande:{demande.numero}", dernier.evenement, demande.compte or SANS_COMPTE, dernier.le)
