"""The table of routes. Each declares who may call it; its shapes are the annotations of its view."""

import functools
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

import msgspec
from chalice.app import Blueprint, Request, Response

from chalicelib.api.appel import Appel, authenticate, check_origin, check_right, decode
from chalicelib.api.binaires import Binaire
from chalicelib.api.problems import problem
from chalicelib.domain.errors import PortailError
from chalicelib.domain.session import Genre
from chalicelib.observability import logger

T = TypeVar("T")
Vue = Callable[..., Any]


class Acces(StrEnum):
    """Who may call a route."""

    PUBLIC = "public"
    EXTERNE = "externe"
    """Anybody, from any site, as a form without our headers: a hint is taken, never an order."""
    FACULTATIF = "facultatif"
    """Anybody; a logged-in citizen is known."""
    USAGER = "usager"
    PROVISOIRE = "provisoire"
    """A logged-in citizen, even with a mailed password (R21)."""
    SUIVI = "suivi"
    """A logged-in citizen, or who opened the link mailed for one demande; whose it is, the service checks."""
    AGENT = "agent"
    VALIDATION = "validation"
    """Agents who check and validate comptes (R22)."""
    REGIE = "regie"
    """Agents who hold a régie; which one, the service checks."""


GENRES: Mapping[Acces, tuple[Genre, ...]] = {
    Acces.PUBLIC: (),
    Acces.EXTERNE: (),
    Acces.FACULTATIF: (Genre.USAGER,),
    Acces.USAGER: (Genre.USAGER,),
    Acces.PROVISOIRE: (Genre.USAGER,),
    Acces.SUIVI: (Genre.USAGER, Genre.SUIVI),
    Acces.AGENT: (Genre.AGENT,),
    Acces.VALIDATION: (Genre.AGENT,),
    Acces.REGIE: (Genre.AGENT,),
}
"""The sessions that each reads."""
ROLES = {Acces.VALIDATION: "comptes", Acces.REGIE: "regisseur"}
"""The role that an agent must hold; to the others, the route does not exist."""


@dataclass(frozen=True, slots=True)
class AvecCookie(Generic[T]):
    """An answer that opens or closes a session; `appareil` is the cookie of the device, where one is given.

    `cookie` is "" where this very answer opens none.
    """

    corps: T
    cookie: str
    appareil: str = ""


@dataclass(frozen=True, slots=True)
class Redirection:
    """An answer that sends the browser to another page of the portal."""

    adresse: str


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table. `corps` and `reponse` are None where nothing is taken or given."""

    methode: str
    chemin: str
    acces: Acces
    statut: int
    idempotente: bool
    questions: tuple[str, ...]
    """Parameters of the query."""
    corps: Any
    reponse: Any
    resume: str
    nom: str


class Routes(Blueprint):
    """A blueprint whose routes declare their access and whose errors are problems."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self.table: list[Route] = []

    def on(
        self,
        methode: str,
        chemin: str,
        acces: Acces,
        statut: int = 200,
        *,
        idempotente: bool = False,
        questions: tuple[str, ...] = (),
    ) -> Callable[[Vue], Vue]:
        """Registers a view. `idempotente`: it takes an Idempotency-Key; `questions`: parameters of the query."""

        def register(view: Vue) -> Vue:
            corps, reponse = _shapes(view)
            resume, nom = (
                (view.__doc__ or "").split("\n", 1)[0],
                f"{view.__module__.rsplit('.', 1)[-1]}_{view.__name__}",
            )
            route = Route(methode, chemin, acces, statut, idempotente, questions, corps, reponse, resume, nom)
            self.table.append(route)

            @functools.wraps(view)
            def answer(**parametres: str) -> Response:
                requete = self.current_request
                try:
                    appel = _appel(requete, route)
                    return _represent(view(appel, **{k: unquote(v) for k, v in parametres.items()}), statut)
                except PortailError as error:
                    logger.info("refused", extra={"code": error.code})
                    return problem(error, request_id(requete))

            types = ["*/*"] if acces is Acces.EXTERNE else ["application/json"]
            self.route(chemin, methods=[methode], name=route.nom, content_types=types)(answer)
            return view

        return register


def request_id(requete: Request) -> str:
    """API Gateway's, so that what a citizen reads on an error leads to the line of the log."""
    return str((requete.context or {}).get("requestId", ""))


def _appel(requete: Request, route: Route) -> Appel[Any]:
    if route.acces is not Acces.EXTERNE:
        check_origin(requete)
    required = route.acces not in {Acces.PUBLIC, Acces.EXTERNE, Acces.FACULTATIF}
    sessions = authenticate(requete, GENRES[route.acces], required=required)
    suivi = sessions.pop(Genre.SUIVI, None)
    session = next(iter(sessions.values()), None)
    check_right(session, ROLES.get(route.acces), provisoire=route.acces is Acces.PROVISOIRE)
    corps = decode(requete, route.corps) if route.corps else None
    return Appel(requete, corps, session, f"{route.methode} {route.chemin}", suivi)


def _represent(result: Any, statut: int) -> Response:  # noqa: ANN401 (whatever the views answer)
    headers: dict[str, str | list[str]] = {"Content-Type": "application/json"}
    if isinstance(result, AvecCookie):
        # Chalice and API Gateway send a list as so many headers.
        if cookies := [cookie for cookie in (result.cookie, result.appareil) if cookie]:
            headers["Set-Cookie"] = cookies if len(cookies) > 1 else cookies[0]
        result = result.corps
    if isinstance(result, Binaire):
        return result.answer(statut)
    if isinstance(result, Redirection):
        return Response("", headers | {"Location": result.adresse}, statut)
    if result is None:
        return Response("", headers, statut)
    return Response(msgspec.json.encode(result).decode(), headers, statut)


def _shapes(view: Vue) -> tuple[Any, Any]:
    """What the view takes and gives, from its annotations; None for nothing."""
    hints = typing.get_type_hints(view)
    (corps,) = typing.get_args(hints["appel"])
    reponse = hints["return"]
    if typing.get_origin(reponse) is AvecCookie:
        (reponse,) = typing.get_args(reponse)
    return (None if corps is type(None) else corps), (None if reponse in {type(None), Redirection} else reponse)
