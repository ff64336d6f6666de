"""A call as a view gets it: who makes it, what it says; refused here when it is not of the right shape or origin."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import parse_qs

import msgspec
from chalice.app import Request

from chalicelib.api import session
from chalicelib.config import settings
from chalicelib.domain.appareil import Visite
from chalicelib.domain.errors import (
    ErreurDeChamp,
    Introuvable,
    MotDePasseAChanger,
    NonConnecte,
    OrigineRefusee,
    RequeteIllisible,
)
from chalicelib.domain.idempotence import Sceau, seal
from chalicelib.domain.limites import visitor
from chalicelib.domain.session import Agent, Genre, Session
from chalicelib.domain.suivi import Lecteur

T = TypeVar("T")
CORPS_MAXIMUM = 256 * 1024
"""Bytes; attachments do not come this way."""
FORMULAIRE_MAXIMUM = 4096
"""Bytes looked at of what another site sends."""
CHANGENT = {"POST", "PUT", "PATCH", "DELETE"}
PLACE = re.compile(r" - at `\$\.?(?P<chemin>[^`]*)`$")


@dataclass(frozen=True, slots=True)
class Appel(Generic[T]):
    """`corps` is decoded and of its declared shape; None where the route takes nothing."""

    requete: Request
    corps: T
    session: Session | None
    route: str
    suivi: Session | None = None
    """Opened by a mailed link, where the route takes one."""

    @property
    def compte(self) -> str | None:
        """Id of the logged-in citizen's compte, if there is one."""
        return self.session.sujet if self.session and self.session.genre is Genre.USAGER else None

    @property
    def usager(self) -> str:
        """The same, where the route asks for it."""
        if self.compte is None:
            raise NonConnecte
        return self.compte

    @property
    def lecteur(self) -> Lecteur:
        """Who follows a demande."""
        return Lecteur(self.compte, self.suivi.sujet if self.suivi else None)

    @property
    def ip(self) -> str:
        """Where the call comes from, as the gateway saw it: a header of the caller's own would be worth nothing."""
        return visitor(str(((self.requete.context or {}).get("identity") or {}).get("sourceIp") or ""))

    @property
    def visite(self) -> Visite:
        """What a login is told of its device."""
        navigateur = str(self.requete.headers.get("user-agent", ""))
        return Visite(self.ip, navigateur, session.read_cookie(self.requete, session.APPAREIL))

    @property
    def ouverte(self) -> Session:
        """The session, where the route asks for one."""
        if self.session is None:
            raise NonConnecte
        return self.session

    @property
    def agent(self) -> Agent:
        """Where the route asks for one."""
        if self.session is None or self.session.agent is None:
            raise NonConnecte
        return self.session.agent

    @property
    def sceau(self) -> Sceau:
        """Of this request, for what it creates. Raises RequeteIllisible without an Idempotency-Key."""
        cle = self.requete.headers.get("idempotency-key", "")
        ouverte = self.session or self.suivi
        return seal(ouverte.sujet if ouverte else "", self.route, cle, octets(self.requete))

    def question(self, nom: str) -> str | None:
        """A parameter of the query."""
        valeurs: Mapping[str, str] = self.requete.query_params or {}
        return str(valeurs[nom]) if nom in valeurs else None

    def champ(self, *noms: str) -> str:
        """Of a form that another site sent, or of its query, under the first of these names that it has; or ""."""
        saisis = parse_qs(octets(self.requete)[:FORMULAIRE_MAXIMUM].decode("latin-1"))
        valeurs = (valeur for nom in noms for valeur in (*saisis.get(nom, ()), self.question(nom)))
        return next(filter(None, valeurs), "")


def octets(requete: Request) -> bytes:
    """The body as it came; Chalice gives text or bytes."""
    brut = requete.raw_body
    return brut.encode() if isinstance(brut, str) else brut


def check_origin(requete: Request) -> None:
    """Against cross-site forgery, beside SameSite=Strict: our Origin, and a header that no form can send."""
    if requete.method not in CHANGENT:
        return
    from_us = requete.headers.get("origin") == settings().commune.origine
    if not from_us or requete.headers.get("x-requested-with") != "portail":
        raise OrigineRefusee


def decode(requete: Request, forme: type[T]) -> T:
    """The body in its declared shape. Raises RequeteIllisible, naming the place."""
    brut = octets(requete)
    if len(brut) > CORPS_MAXIMUM:
        raise RequeteIllisible("Ce qui a été envoyé est trop long.")
    try:
        return msgspec.json.decode(brut or b"{}", type=forme)
    except msgspec.ValidationError as error:
        place = PLACE.search(str(error))
        # `[...]` stands for a key that the body itself chose: the place told stops before it.
        chemin = re.sub(r"\[(\d+)\]", r".\1", place["chemin"].partition("[...]")[0]) if place else ""
        faute = ErreurDeChamp(chemin.removeprefix("."), "forme", "Cette valeur n’est pas de la forme attendue.")
        raise RequeteIllisible(erreurs=(faute,)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RequeteIllisible from error


def authenticate(requete: Request, genres: tuple[Genre, ...], *, required: bool) -> dict[Genre, Session]:
    """The open sessions of these kinds. Raises NonConnecte when the route asks for one and there is none."""
    found = session.read(requete, genres) if genres else {}
    if required and not found:
        raise NonConnecte
    return found


def check_right(session: Session | None, role: str | None, *, provisoire: bool) -> None:
    """Raises Introuvable to an agent without the role, MotDePasseAChanger where a mailed password is not enough."""
    if session is None:
        return
    if role is not None and (session.agent is None or role not in session.agent.roles):
        raise Introuvable
    if session.provisoire and not provisoire:
        raise MotDePasseAChanger
