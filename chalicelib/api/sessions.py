"""/session: « Connexion » and « Déconnexion » (R16)."""

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree
from chalicelib.api.routing import Acces, AvecCookie, Routes
from chalicelib.api.session import closing, opening
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
    jeton, compte = services.sessions.open_usager(appel.corps.identifiant, appel.corps.mot_de_passe)
    return AvecCookie(represent(compte), opening(Genre.USAGER, jeton))


@routes.on("GET", "/session", Acces.USAGER)
def who(appel: Appel[None]) -> SessionUsager:
    """Who is logged in."""
    return represent(services.comptes.get(appel.usager))


@routes.on("DELETE", "/session", Acces.USAGER, 204)
def logout(appel: Appel[None]) -> AvecCookie[None]:
    """« Déconnexion »."""
    services.sessions.close(appel.ouverte)
    return AvecCookie(None, closing(Genre.USAGER))


@routes.on("POST", "/agents/session", Acces.PUBLIC)
def login_agent(appel: Appel[ConnexionAgent]) -> AvecCookie[SessionAgent]:
    """Opens an agent's session."""
    jeton, agent = services.sessions.open_agent(appel.corps.courriel, appel.corps.mot_de_passe)
    return AvecCookie(_agent(agent), opening(Genre.AGENT, jeton))


@routes.on("GET", "/agents/session", Acces.AGENT)
def who_agent(appel: Appel[None]) -> SessionAgent:
    """Which agent is logged in."""
    return _agent(appel.agent)


@routes.on("DELETE", "/agents/session", Acces.AGENT, 204)
def logout_agent(appel: Appel[None]) -> AvecCookie[None]:
    """« Déconnexion »."""
    services.sessions.close(appel.ouverte)
    return AvecCookie(None, closing(Genre.AGENT))


def represent(compte: Compte) -> SessionUsager:
    """As the pages greet them."""
    return SessionUsager(compte.identite.prenom, compte.identite.nom, compte.identifiant, compte.etat)


def _agent(agent: Agent) -> SessionAgent:
    noms = settings().commune.services
    return SessionAgent(
        agent.prenom,
        agent.nom,
        [ServiceNomme(slug, noms[slug].nom) for slug in agent.services],
        list(agent.roles),
    )
