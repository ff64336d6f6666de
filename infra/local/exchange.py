"""A request and its answer, apart from sockets: what the parts of the local portal pass to each other."""

import json
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Request:
    """`target` is the path and query as sent. HEAD has become GET: the server drops the body of the answer."""

    method: str
    target: str
    headers: Message
    body: bytes

    @property
    def path(self) -> str:
        """Decoded, without the query."""
        return unquote(self.target.partition("?")[0])


@dataclass(frozen=True, slots=True)
class Answer:
    """Content-Length is the server's business."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str:
        """Empty when absent; the first when repeated."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def as_json(value: object, status: int = 200) -> Answer:
    """For what only the local portal answers; the API represents its own errors."""
    headers = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
    return Answer(status, headers, json.dumps(value, ensure_ascii=False).encode())


def problem(status: int, title: str) -> Answer:
    """RFC 9457, for the addresses under /_local and for what never reaches the API."""
    headers = (("Content-Type", "application/problem+json"), ("Cache-Control", "no-store"))
    return Answer(status, headers, json.dumps({"title": title, "status": status}, ensure_ascii=False).encode())
