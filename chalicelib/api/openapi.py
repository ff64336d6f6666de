"""The API described by itself (OpenAPI 3.1): from the table of routes and the shapes of their views."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.api.binaires import TYPES, Binaire
from chalicelib.api.problems import GATEWAY, STATUS
from chalicelib.api.routing import Acces, Route
from chalicelib.api.session import COOKIES
from chalicelib.domain.session import Genre

VERSION = "1.0.0"
REFS = "#/components/schemas/{name}"
SECURITE: dict[Acces, list[dict[str, list[str]]]] = {
    Acces.PUBLIC: [],
    Acces.EXTERNE: [],
    Acces.FACULTATIF: [{}, {"usager": []}],
    Acces.USAGER: [{"usager": []}],
    Acces.PROVISOIRE: [{"usager": []}],
    Acces.SUIVI: [{"usager": []}, {"suivi": []}],
    Acces.AGENT: [{"agent": []}],
    Acces.VALIDATION: [{"agent": []}],
    Acces.REGIE: [{"agent": []}],
}


class ErreurDeChampServie(msgspec.Struct, frozen=True):
    """A champ at fault."""

    champ: str
    code: str
    detail: str


class Probleme(msgspec.Struct, frozen=True):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErreurDeChampServie]
    instance: str = ""


def document(routes: Iterable[Route], titre: str) -> dict[str, Any]:
    """The whole description."""
    table = list(routes)
    types = {t for route in table for t in (route.corps, route.reponse) if t not in (None, *TYPES)} | {Probleme}
    ordered = sorted(types, key=str)
    schemas, components = msgspec.json.schema_components(ordered, ref_template=REFS)
    schema_of = dict(zip(ordered, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in table:
        paths.setdefault(f"/api{route.chemin}", {})[route.methode.lower()] = _operation(route, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": titre, "version": VERSION},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {g: {"type": "apiKey", "in": "cookie", "name": COOKIES[g]} for g in Genre},
        },
    }


def _operation(route: Route, schema_of: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.nom,
        "summary": route.resume,
        "security": SECURITE[route.acces],
        "parameters": _parameters(route),
        "responses": {str(route.statut): _answer(route, schema_of), **_problems(schema_of)},
    }
    if route.corps:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema_of[route.corps]}},
        }
    return operation


def _answer(route: Route, schema_of: dict[Any, Any]) -> dict[str, Any]:
    if route.reponse is None:
        return {"description": "Fait"}
    if isinstance(route.reponse, type) and issubclass(route.reponse, Binaire):
        return {"description": route.reponse.description, "content": {route.reponse.type: {}}}
    return {"description": "Réponse", "content": {"application/json": {"schema": schema_of[route.reponse]}}}


def _problems(schema_of: dict[Any, Any]) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": schema_of[Probleme]}}
    statuts = sorted({*STATUS.values(), *(status for status, *_ in GATEWAY.values())})
    return {str(statut): {"description": "Problème", "content": content} for statut in statuts}


def _parameters(route: Route) -> list[dict[str, Any]]:
    text = {"type": "string"}
    inside = [
        {"name": nom, "in": "path", "required": True, "schema": text} for nom in re.findall(r"{(\w+)}", route.chemin)
    ]
    if route.methode != "GET" and route.acces is not Acces.EXTERNE:
        header = {"name": "X-Requested-With", "in": "header", "required": True, "schema": {"const": "portail"}}
        inside.append(header)
    if route.idempotente:
        cle = {"type": "string", "minLength": 8, "maxLength": 128}
        inside.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": cle})
    inside += [{"name": nom, "in": "query", "required": False, "schema": text} for nom in route.questions]
    return inside
