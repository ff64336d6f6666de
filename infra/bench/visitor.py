"""A browser in front of the API: events as API Gateway makes them, cookies kept."""

import json
import secrets
from http.cookies import SimpleCookie
from typing import Any

from chalice.app import Chalice
from chalice.local import LambdaContext, LambdaEventConverter, RouteMatcher

from chalicelib.api.session import COOKIES
from chalicelib.config import settings
from chalicelib.domain.session import Genre


class Visitor:
    """`event` prepares a request, `send` measures nothing but the application."""

    def __init__(self, app: Chalice) -> None:
        self._app = app
        self._events = LambdaEventConverter(RouteMatcher(list(app.routes)), app.api.binary_types)
        self._context = LambdaContext("api_handler", memory_size=1024)
        self._cookies: dict[str, str] = {}

    def event(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """With a new Idempotency-Key, from an address of its own: the limits per address are not what is measured."""
        headers = {
            "content-type": "application/json",
            "cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "idempotency-key": secrets.token_hex(16),
            "origin": settings().commune.origine,
            "x-requested-with": "portail",
        }
        text: Any = None if body is None else json.dumps(body)
        event: dict[str, Any] = self._events.create_lambda_event(method, path, headers, text)
        event["requestContext"]["identity"]["sourceIp"] = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"
        return event

    def enter(self, genre: Genre, jeton: str) -> None:
        """With a session opened elsewhere: what a login costs is measured by itself."""
        self._cookies[COOKIES[genre]] = jeton

    def send(self, event: dict[str, Any]) -> dict[str, Any]:
        """The answer as Lambda gives it."""
        answer: dict[str, Any] = self._app(event, self._context)
        return answer

    def call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """The body of a successful answer; its cookies are kept."""
        answer = self.send(self.event(method, path, body))
        if answer["statusCode"] >= 400:  # noqa: PLR2004
            raise RuntimeError(f"{method} {path}: {answer['body']}")
        seuls, listes = answer.get("headers") or {}, answer.get("multiValueHeaders") or {}
        for cookie in [seuls.get("Set-Cookie", ""), *listes.get("Set-Cookie", [])]:
            self._keep(cookie)
        return json.loads(answer["body"]) if answer["body"] else {}

    def _keep(self, cookie: str) -> None:
        self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
