"""/session: « Connexion » and « Déconnexion » (R16); /sessions: what is open elsewhere."""

from datetime import datetime

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree, Liste
from chalicelib.api.routing import Acces, AvecCookie, Routes
from chalicelib.api.session import closing, opening, remembering
from chalicelib.config import settings
from chalicelib.domain.compte import Compte
from chalicelib.domain.session import Agent, Genre

routes = Routes(__name__)


class Connexion(Entree, frozen=True):
    """The box at the top left of the home page."""

    identifiant: str
    mot_de_passe: str


class ConnexionAgent(Entree, frozen=True):
    """`code` is the second factor's, once agents have one."""

    courriel: str
    mot_de_passe: str
    code: str | None = None


class SessionUsager(msgspec.Struct, frozen=True):
    """Who is logged in."""

    prenom: str
    nom: str
    identifiant: str
    etat: str
    a_changer: bool
    """The password was a mailed one: nothing else opens before another is chosen (R21)."""


class SessionOuverte(msgspec.Struct, frozen=True):
    """One of one's open sessions."""

    id: str
    appareil: str
    ouverte_le: datetime
    expire_le: datetime
    actuelle: bool


class ServiceNomme(msgspec.Struct, frozen=True):
    """A service the agent belongs to."""

    slug: str
    nom: str


class SessionAgent(msgspec.Struct, frozen=True):
    """Who is logged in, and for which services."""

    prenom: str
    nom: str
    services: list[ServiceNomme]
    roles: list[str]


@routes.on("POST", "/session", Acces.PUBLIC)
def login(appel: Appel[Connexion]) -> AvecCookie[SessionUsager]:
    """Opens a session; tries are counted."""
    saisi = appel.corps
    connexion, compte = services.sessions.open_usager(saisi.identifiant, saisi.mot_de_passe, appel.visite)
    corps = represent(compte, a_changer=connexion.session.provisoire)
    return AvecCookie(corps, opening(connexion.session, connexion.jeton), remembering(connexion.appareil))


@routes.on("GET", "/session", Acces.PROVISOIRE)
def who(appel: Appel[None]) -> SessionUsager:
    """Who is logged in."""
    return represent(services.comptes.get(appel.usager), a_changer=appel.ouverte.provisoire)


@routes.on("DELETE", "/session", Acces.PROVISOIRE, 204)
def logout(appel: Appel[None]) -> AvecCookie[None]:
    """« Déconnexion »."""
    services.sessions.close(appel.ouverte)
    return AvecCookie(None, closing(Genre.USAGER))


@routes.on("GET", "/sessions", Acces.USAGER)
def list_open(appel: Appel[None]) -> Liste[SessionOuverte]:
    """One's open sessions, the latest first."""
    ici = appel.ouverte.empreinte
    return Liste(
        [
            SessionOuverte(o.id, o.appareil, o.ouverte_le, o.expire_le, o.empreinte == ici)
            for o in services.ouvertures.find(appel.ouverte)
        ]
    )


@routes.on("DELETE", "/sessions/{id}", Acces.USAGER, 204)
def close_one(appel: Appel[None], id: str) -> None:  # noqa: A002
    """« Fermer » one of them."""
    services.ouvertures.close(appel.ouverte, id)


@routes.on("DELETE", "/sessions", Acces.USAGER, 204)
def close_others(appel: Appel[None]) -> None:
    """« Fermer toutes les autres »."""
    services.ouvertures.close_others(appel.ouverte)


@routes.on("POST", "/agents/session", Acces.PUBLIC)
def login_agent(appel: Appel[ConnexionAgent]) -> AvecCookie[SessionAgent]:
    """Opens an agent's session."""
    connexion, agent = services.sessions.open_agent(appel.corps.courriel, appel.corps.mot_de_passe, appel.visite)
    return AvecCookie(_agent(agent), opening(connexion.session, connexion.jeton))


@routes.on("GET", "/agents/session", Acces.AGENT)
def who_agent(appel: Appel[None]) -> SessionAgent:
    """Which agent is logged in."""
    return _agent(appel.agent)


@routes.on("DELETE", "/agents/session", Acces.AGENT, 204)
def logout_agent(appel: Appel[None]) -> AvecCookie[None]:
    """« Déconnexion »."""
    services.sessions.close(appel.ouverte)
    return AvecCookie(None, closing(Genre.AGENT))


def represent(compte: Compte, *, a_changer: bool = False) -> SessionUsager:
    """As the pages greet them."""
    identite = compte.identite
    return SessionUsager(identite.prenom, identite.nom, compte.identifiant, compte.etat, a_changer)


def _agent(agent: Agent) -> SessionAgent:
    noms = settings().commune.services
    return SessionAgent(
        agent.prenom,
        agent.nom,
        [ServiceNomme(slug, noms[slug].nom) for slug in agent.services],
        list(agent.roles),
    )
