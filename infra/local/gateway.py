"""API Gateway on this machine: the Chalice application in this process, called with the events of `chalice local`."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalice.app import Chalice, Response
from chalice.local import LambdaContext, LambdaEventConverter, LocalChalice, RouteMatcher

from infra.local.exchange import Answer, Request

PREFIX = "/api"
MEMORY = 1024
"""MB; the application only reads it for its log."""
BINARY = {".wav": {"accept": "audio/wav"}}
"""API Gateway decodes a file only for who asks for its type; the edge asks in the browser's place."""
PATIENCE = 29_000
"""Milliseconds, API Gateway's."""


class Gateway:
    """`app` is the Chalice application; `gateway_problem` answers, given 404 or 405 and a request id.

    Chalice keeps the current request on the application: one slot per thread, as it does itself for `chalice local`.
    """

    def __init__(self, app: Chalice, gateway_problem: Callable[[int, str], Response]) -> None:
        app.__class__ = type("LocalPortal", (LocalChalice, type(app)), {})
        self._app = app
        self._problem = gateway_problem
        self._routes = RouteMatcher(list(app.routes))
        self._events = LambdaEventConverter(self._routes, app.api.binary_types)

    def answer(self, request: Request) -> Answer:
        """CloudFront and this server both take /api off the address."""
        target = request.target.removeprefix(PREFIX) or "/"
        context = LambdaContext(self._app.app_name, MEMORY, PATIENCE)
        methods = self._methods(target)
        if request.method not in methods:
            refusal = self._problem(405 if methods else 404, context.aws_request_id)
            allow = (("Allow", ", ".join(sorted(methods))),) if methods else ()
            return _answer(refusal.to_dict(self._app.api.binary_types), allow)
        headers = dict(request.headers.items()) | BINARY.get(Path(target.partition("?")[0]).suffix, {})
        event = self._events.create_lambda_event(request.method, target, headers, request.body or None)
        event["requestContext"]["requestId"] = context.aws_request_id
        return _answer(self._app(event, context))

    def _methods(self, target: str) -> set[str]:
        """Those of the route at this address; empty when there is none."""
        try:
            return set(self._app.routes[self._routes.match_route(target).route])
        except ValueError:
            return set()


def _answer(response: dict[str, Any], more: tuple[tuple[str, str], ...] = ()) -> Answer:
    """From the shape that a Lambda returns to API Gateway, which says JSON when the function says nothing."""
    repeated = response.get("multiValueHeaders") or {}
    headers = [*(response.get("headers") or {}).items(), *((name, v) for name, vs in repeated.items() for v in vs)]
    body = response.get("body") or ""
    raw = base64.b64decode(body) if response.get("isBase64Encoded") else body
    if body and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", "application/json"))
    return Answer(response["statusCode"], (*headers, *more), raw.encode() if isinstance(raw, str) else raw)
