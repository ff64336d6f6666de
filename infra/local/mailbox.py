"""Where the mails of the local portal arrive: an SESv2 endpoint that keeps them on disk instead of sending them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from infra.local import kept
from infra.local.exchange import Answer, Request, as_json, problem

ENDPOINT = "/_local/ses"
SEND = ENDPOINT + "/v2/email/outbound-emails"
SCHEMA = """
CREATE TABLE IF NOT EXISTS courriels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    destinataire TEXT NOT NULL, objet TEXT NOT NULL, texte TEXT NOT NULL, envoye_le TEXT NOT NULL)
"""


class _Data(msgspec.Struct, rename="pascal"):
    data: str


class _Body(msgspec.Struct, rename="pascal"):
    text: _Data


class _Simple(msgspec.Struct, rename="pascal"):
    subject: _Data
    body: _Body


class _Content(msgspec.Struct, rename="pascal"):
    simple: _Simple


class _Destination(msgspec.Struct, rename="pascal"):
    to_addresses: list[str]


class _SendEmail(msgspec.Struct, rename="pascal"):
    """What of SESv2's SendEmail the portal uses: a simple message with a text."""

    destination: _Destination
    content: _Content


@dataclass(frozen=True, slots=True)
class Courriel:
    """`envoye_le` is ISO 8601, in UTC, on the portal's clock."""

    destinataire: str
    objet: str
    texte: str
    envoye_le: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`file` is a SQLite database: a mail answered for is on disk, `kill -9` included."""

    file: Path
    now: Callable[[], datetime]

    def create(self) -> None:
        """Once per start; keeps what is there."""
        kept.create(self.file, SCHEMA)

    def list_all(self) -> list[Courriel]:
        """Newest first."""
        with kept.opened(self.file) as base:
            rows = base.execute("SELECT destinataire, objet, texte, envoye_le FROM courriels ORDER BY id DESC")
            return [Courriel(*row) for row in rows]

    def receive(self, request: Request) -> Answer:
        """SESv2's SendEmail; anything else of SESv2 is refused, as a reminder that it is not here."""
        if (request.method, request.path) != ("POST", SEND):
            return problem(404, "Seul SendEmail existe sur ce portail local")
        try:
            order = msgspec.json.decode(request.body, type=_SendEmail)
        except msgspec.ValidationError as error:
            return problem(400, str(error))
        message, recipients = order.content.simple, ", ".join(order.destination.to_addresses)
        mail = (recipients, message.subject.data, message.body.text.data, self.now().isoformat())
        with kept.opened(self.file) as base:
            row = base.execute(
                "INSERT INTO courriels (destinataire, objet, texte, envoye_le) VALUES (?, ?, ?, ?)", mail
            )
            return as_json({"MessageId": f"local-{row.lastrowid}"})
