"""Errors on the wire (RFC 9457): the one place that knows their HTTP statuses and their body."""

from typing import Any

from chalice.app import Response

from chalicelib.domain import errors
from chalicelib.domain.errors import ErreurDeChamp, PortailError, TropDEssais

STATUS: dict[type[PortailError], int] = {
    errors.Introuvable: 404,
    errors.RequeteIllisible: 400,
    errors.OrigineRefusee: 400,
    errors.NonConnecte: 401,
    errors.SaisieInvalide: 422,
    errors.Indisponible: 503,
    errors.TropDEssais: 429,
    errors.Conflit: 409,
    PortailError: 500,
}
"""Never 403: the edge replaces it by a page of its own."""

GATEWAY: dict[int, tuple[int, str, str]] = {
    400: (400, "requete-illisible", "La demande envoyée est illisible"),
    403: (404, "introuvable", "Cette adresse n’existe pas"),
    404: (404, "introuvable", "Cette adresse n’existe pas"),
    405: (405, "methode-refusee", "Cette adresse ne permet pas cette action"),
    413: (413, "trop-lourd", "Ce qui a été envoyé est trop lourd"),
    415: (415, "type-refuse", "Ce qui a été envoyé n’est pas du JSON"),
    429: (429, "trop-d-essais", "Trop de demandes en peu de temps. Patientez une minute"),
}
"""What Chalice or API Gateway refuse before any view; API Gateway answers 403 for an unknown address."""


def problem(error: PortailError, instance: str = "") -> Response:
    """A PortailError as the browser gets it."""
    headers = {"Retry-After": str(error.attendre)} if isinstance(error, TropDEssais) else {}
    body = _body(error.code, error.title, status_of(error), error.detail, error.erreurs)
    return _response(body, instance, headers)


def status_of(error: PortailError) -> int:
    """Of the nearest ancestor that has one."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def gateway_problem(status: int, instance: str = "") -> Response:
    """What never reached a view, or broke in one, with nothing of the inside in it."""
    found, code, title = GATEWAY.get(status, (500, PortailError.code, PortailError.title))
    return _response(_body(code, title, found, f"{title}.", ()), instance, {})


def _body(code: str, title: str, status: int, detail: str, erreurs: tuple[ErreurDeChamp, ...]) -> dict[str, Any]:
    return {
        "type": f"/problemes/{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": [{"champ": e.champ, "code": e.code, "detail": e.detail} for e in erreurs],
    }


def _response(body: dict[str, Any], instance: str, headers: dict[str, str]) -> Response:
    if instance:
        body["instance"] = f"urn:uuid:{instance}"
    return Response(body, {"Content-Type": "application/problem+json", **headers}, int(body["status"]))
