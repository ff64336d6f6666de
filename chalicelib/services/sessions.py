"""Logging in and out (R16), for citizens and agents alike."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from chalicelib import clock, storage
from chalicelib.domain.appareil import Visite
from chalicelib.domain.compte import CONNEXION_PERMISE, Compte
from chalicelib.domain.errors import ConnexionRefusee, EcritureConcurrente, ErreurDeChamp, NonConnecte, SaisieInvalide
from chalicelib.domain.limites import CONNEXIONS
from chalicelib.domain.secours import Secours
from chalicelib.domain.session import DUREE_PROVISOIRE, DUREES, Agent, Genre, Session, listed
from chalicelib.services import appareils, empreintes, preuves, provisoires
from chalicelib.storage.identifiants import Acces


@dataclass(frozen=True, slots=True)
class Connexion:
    """An open session: `jeton` and `appareil` are the values of its two cookies; an agent has no second one."""

    jeton: str
    session: Session
    appareil: str = ""


def open_usager(identifiant: str, mot_de_passe: str, visite: Visite) -> tuple[Connexion, Compte]:
    """Raises ConnexionRefusee, TropDEssais. Three round trips, as many for a name that nobody has."""
    acces, compte = _try(preuves.usager_key(identifiant), visite, storage.comptes.find)
    juste = empreintes.matches(acces.mot_de_passe, mot_de_passe, Genre.USAGER)
    provisoire = provisoires.opens(acces, mot_de_passe)
    if compte is None or compte.etat not in CONNEXION_PERMISE or not (juste or provisoire):
        raise ConnexionRefusee
    jeton, session = new(Genre.USAGER, compte.id, acces.identifiant, secours=acces.secours if provisoire else None)
    session = replace(session, famille=compte.numero_famille or "")
    premiere = acces.connecte_le is None
    avec = [partial(storage.comptes.touch, compte.id, session.cree_le)] if premiere else []
    if provisoire:
        storage.together(partial(provisoires.use, acces, compte, session, visite.appareil), *avec)
    else:
        inconnu = not premiere and not appareils.is_known(visite, acces.identifiant)
        avis = [partial(appareils.warn, compte, visite.appareil)] if inconnu else []
        _open(acces, session, visite, mot_de_passe, *avec, *avis)
    return Connexion(jeton, session, appareils.remember(visite, acces.identifiant)), compte


def open_agent(courriel: str, mot_de_passe: str, visite: Visite) -> tuple[Connexion, Agent]:
    """The same for an agent; services and rights are read at each opening."""
    acces, agent = _try(preuves.agent_key(courriel), visite, storage.agents.find)
    if not empreintes.matches(acces.mot_de_passe, mot_de_passe, Genre.AGENT) or agent is None:
        raise ConnexionRefusee
    jeton, session = new(Genre.AGENT, agent.courriel, acces.identifiant, agent)
    _open(acces, session, visite, mot_de_passe)
    return Connexion(jeton, session), agent


def confirm(identifiant: str, mot_de_passe: str, champ: str) -> Acces:
    """The password of who is logged in, asked again before what cannot be undone; throttled like a login.

    Raises SaisieInvalide on `champ` when it is wrong, TropDEssais. What the caller then writes is conditional on the
    Acces.
    """
    acces, _ = preuves.count(access(identifiant), lambda _: None)
    if not empreintes.matches(acces.mot_de_passe, mot_de_passe, Genre.USAGER):
        detail = "Ce n’est pas votre mot de passe actuel. Vérifiez-le, majuscules et accents compris."
        raise SaisieInvalide(erreurs=(ErreurDeChamp(champ, "faux", detail),))
    storage.identifiants.reset_tries(acces)
    return acces


def access(identifiant: str) -> Acces:
    """Of a session. Raises NonConnecte when there is nothing any more to log in with."""
    acces = storage.identifiants.get(identifiant) if identifiant else None
    if acces is None or acces.sujet is None:
        raise NonConnecte
    return acces


def find(jeton: str) -> Session | None:
    """Whose cookie this is, if the session is open."""
    return storage.sessions.find(fingerprint(jeton), clock.now())


def find_each(jetons: Iterable[str]) -> list[Session | None]:
    """Whose cookies these are, those of sessions that are open. One round trip."""
    return storage.together(*(partial(find, jeton) for jeton in jetons))


def close(session: Session) -> None:
    """« Déconnexion »."""
    storage.together(partial(storage.sessions.delete, session.empreinte), partial(_unlist, session))


def fingerprint(jeton: str) -> str:
    """What the store knows of a cookie."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def new(
    genre: Genre, sujet: str, identifiant: str = "", agent: Agent | None = None, *, secours: Secours | None = None
) -> tuple[str, Session]:
    """A cookie's value and the session that it will open, once that is at rest. `secours`: what opens it (R21)."""
    jeton, now = secrets.token_urlsafe(32), clock.now()
    fin = now + (DUREE_PROVISOIRE if secours else DUREES[genre])
    session = Session(fingerprint(jeton), genre, sujet, now, fin, agent, identifiant)
    return jeton, replace(session, provisoire=True, secours=secours.id) if secours else session


def _try(cle: str, visite: Visite, read: Callable[[str], Any]) -> tuple[Acces, Any]:
    if not preuves.can_be(cle):
        raise ConnexionRefusee
    return preuves.count(preuves.begin(cle, CONNEXIONS, visite.ip), read)


def _open(acces: Acces, session: Session, visite: Visite, mot_de_passe: str, *avec: Callable[[], None]) -> None:
    """The session at rest and listed, or refused: a password changed meanwhile leaves nothing open."""
    nouvelle = session.as_listed(visite.appareil)
    gardees, fermees = listed(acces.sessions, nouvelle, session.cree_le)
    renouvelee = empreintes.renewed(acces.mot_de_passe, mot_de_passe, session.genre)
    try:
        storage.together(
            partial(storage.sessions.save, session),
            partial(storage.identifiants.record, acces, gardees, nouvelle, session.cree_le, renouvelee),
            *(partial(storage.sessions.close, fermee.empreinte) for fermee in fermees),
            *avec,
        )
    except EcritureConcurrente as error:
        storage.sessions.close(session.empreinte)
        raise ConnexionRefusee from error


def _unlist(session: Session) -> None:
    acces = storage.identifiants.get(session.identifiant) if session.identifiant else None
    for ouverture in acces.sessions if acces else ():
        if ouverture.empreinte == session.empreinte:
            storage.identifiants.forget(session.identifiant, ouverture)
