"""Logging in and out (R16), for citizens and agents alike."""

import hashlib
import secrets
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain import identifiant as identifiants
from chalicelib.domain.compte import CONNEXION_PERMISE, Compte
from chalicelib.domain.errors import ConnexionRefusee, EcritureConcurrente, TropDEssais
from chalicelib.domain.essais import Essais
from chalicelib.domain.session import DUREES, Agent, Genre, Session
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces

RELECTURES = 3
ATTENTE = 60
"""Seconds asked of who tries so fast that the count cannot follow."""


def open_usager(identifiant: str, mot_de_passe: str) -> tuple[str, Compte]:
    """The cookie's value and the compte. Raises ConnexionRefusee, TropDEssais. Three round trips."""
    acces = _authenticate(_usager_key(identifiant), mot_de_passe, Genre.USAGER)
    jeton, session = _new(Genre.USAGER, str(acces.sujet))
    compte, *_ = storage.together(
        partial(storage.comptes.find, session.sujet),
        partial(storage.sessions.save, session),
        partial(storage.identifiants.reset_tries, acces),
    )
    if compte is None or compte.etat not in CONNEXION_PERMISE:
        storage.sessions.delete(session.empreinte)
        raise ConnexionRefusee
    return jeton, compte


def open_agent(courriel: str, mot_de_passe: str) -> tuple[str, Agent]:
    """The same for an agent; services and rights are read at each opening."""
    acces = _authenticate(_agent_key(courriel), mot_de_passe, Genre.AGENT)
    agent = storage.agents.find(str(acces.sujet))
    if agent is None:
        raise ConnexionRefusee
    jeton, session = _new(Genre.AGENT, agent.courriel, agent)
    storage.together(
        partial(storage.sessions.save, session),
        partial(storage.identifiants.reset_tries, acces),
    )
    return jeton, agent


def find(jeton: str) -> Session | None:
    """Whose cookie this is, if the session is open."""
    return storage.sessions.find(fingerprint(jeton), clock.now())


def close(session: Session) -> None:
    """« Déconnexion »."""
    storage.sessions.delete(session.empreinte)


def fingerprint(jeton: str) -> str:
    """What the store knows of a cookie."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def _usager_key(identifiant: str) -> str:
    """No identifiant has a colon: an agent's name cannot be tried, nor even looked for, from here."""
    return identifiants.normalise(identifiant).replace(":", "")


def _agent_key(courriel: str) -> str:
    """Agents share the table of identifiants under a name that no citizen can have."""
    return f"agent:{identifiants.normalise(courriel)}"


def _authenticate(identifiant: str, mot_de_passe: str, genre: Genre) -> Acces:
    if not 0 < len(identifiant) <= identifiants.LONGUEUR_MAXIMALE:
        raise ConnexionRefusee
    acces = _count(identifiant)
    if not empreintes.matches(acces.mot_de_passe, mot_de_passe, genre):
        raise ConnexionRefusee
    return acces


def _count(identifiant: str) -> Acces:
    """The try is in the store before the password is looked at: a hundred at once count as a hundred."""
    for _ in range(RELECTURES):
        acces = storage.identifiants.get(identifiant)
        now = clock.now()
        try:
            return storage.identifiants.count_try(acces, (acces.essais or Essais()).one_more(now), now)
        except EcritureConcurrente:
            continue
    raise TropDEssais(ATTENTE)


def _new(genre: Genre, sujet: str, agent: Agent | None = None) -> tuple[str, Session]:
    jeton, now = secrets.token_urlsafe(32), clock.now()
    return jeton, Session(fingerprint(jeton), genre, sujet, now, now + DUREES[genre], agent)
