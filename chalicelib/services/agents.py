"""What agents do with demandes, each within their own services (R24)."""

from dataclasses import replace
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain import numero as numeros
from chalicelib.domain import suivi
from chalicelib.domain.demande import Demande, Passage, Resume
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.evenements import Survenue, check_room, check_words
from chalicelib.domain.journal import Ligne
from chalicelib.domain.page import Page
from chalicelib.domain.session import Agent
from chalicelib.domain.transitions import Acteur, Etat
from chalicelib.services import avis, quotas


def queue(agent: Agent, etats: tuple[Etat, ...], suite: str | None) -> Page[Resume]:
    """The demandes of the agent's services in these states, oldest first. One round trip."""
    files = [storage.demandes.queue(service, etat) for service in agent.services for etat in etats]
    return storage.demandes.of_queues(files, suite)


def open_demande(agent: Agent, numero: str) -> Demande:
    """The demande, and a line in the journal that the agent read it, even if they may not: the try is a fact too.

    Raises Introuvable outside their services. One round trip.
    """
    demande: Demande
    demande, _ = storage.together(
        partial(_find, agent, numero),
        partial(storage.journal.record, _line(agent, numero, "consultation")),
    )
    return demande


def scan(agent: Agent, code: str) -> str:
    """The numéro of the demande whose bordereau was scanned, or typed; in the journal like any look at it.

    Raises Introuvable, outside their services too. One round trip.
    """
    numero = numeros.read(code)
    if numero is None:
        raise Introuvable
    return open_demande(agent, numero).numero


def decide(agent: Agent, numero: str, evenement: Survenue, motif: str, version: int, piece: str = "") -> Demande:
    """The demande after the event; the citizen is written to. `piece`: the one that came by post.

    `version` is the one the agent saw. Raises Introuvable, SaisieInvalide on `motif` or `piece`, TransitionRefusee,
    EcritureConcurrente.
    """
    motif = check_words(evenement, Acteur.AGENT, motif, "motif")
    avant = _find(agent, numero)
    check_room(evenement, Acteur.AGENT, avant.version, "motif")
    passage = Passage(evenement, avant.etat, clock.now(), Acteur.AGENT, agent.affichage, motif)
    demande = avant.apply(evenement, replace(passage, piece=piece), version)
    suivi.check_piece(avant, evenement, piece)
    storage.commit(
        *storage.demandes.change(demande),
        *quotas.give_back(demande),
        storage.outbox.deposit(avis.change(demande)),
        storage.journal.line(_line(agent, numero, evenement)),
    )
    return demande


def _find(agent: Agent, numero: str) -> Demande:
    demande = storage.demandes.find(numero) if numeros.is_valid(numero) else None
    if demande is None or demande.service not in agent.services:
        raise Introuvable
    return demande


def _line(agent: Agent, numero: str, action: str) -> Ligne:
    return Ligne(f"demande:{numero}", action, agent.courriel, clock.now())
