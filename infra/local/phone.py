"""Where the SMS of the local portal arrive: an SNS endpoint that keeps them on disk instead of sending them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from infra.local import kept
from infra.local.exchange import Answer, Request

ENDPOINT = "/_local/sns"
E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
SCHEMA = """
CREATE TABLE IF NOT EXISTS sms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    destinataire TEXT NOT NULL, texte TEXT NOT NULL, envoye_le TEXT NOT NULL)
"""
SENT = """<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
<PublishResult><MessageId>local-{id}</MessageId></PublishResult>
<ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></PublishResponse>"""
REFUSED = """<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>
<RequestId>local</RequestId></ErrorResponse>"""


@dataclass(frozen=True, slots=True)
class Sms:
    """`destinataire` in E.164; `envoye_le` is ISO 8601, in UTC, on the portal's clock."""

    destinataire: str
    texte: str
    envoye_le: str


@dataclass(frozen=True, slots=True)
class Phone:
    """Everybody's; `file` is the SQLite database of the mailbox."""

    file: Path
    now: Callable[[], datetime]

    def create(self) -> None:
        """Once per start; keeps what is there."""
        kept.create(self.file, SCHEMA)

    def list_all(self) -> list[Sms]:
        """Newest first."""
        with kept.opened(self.file) as base:
            rows = base.execute("SELECT destinataire, texte, envoye_le FROM sms ORDER BY id DESC")
            return [Sms(*row) for row in rows]

    def receive(self, request: Request) -> Answer:
        """SNS's Publish to a number, in AWS's query protocol; anything else is refused, as a reminder of that."""
        form = {name: values[0] for name, values in parse_qs(request.body.decode(), keep_blank_values=True).items()}
        if form.get("Action") != "Publish":
            return _xml(400, REFUSED, code="InvalidAction", message="Seul Publish existe sur ce portail local")
        number, text = form.get("PhoneNumber", ""), form.get("Message", "")
        if E164.fullmatch(number) is None or not text:
            return _xml(400, REFUSED, code="InvalidParameter", message="PhoneNumber (E.164) et Message sont attendus")
        with kept.opened(self.file) as base:
            sms = (number, text, self.now().isoformat())
            row = base.execute("INSERT INTO sms (destinataire, texte, envoye_le) VALUES (?, ?, ?)", sms)
            return _xml(200, SENT, id=str(row.lastrowid))


def _xml(status: int, template: str, **words: str) -> Answer:
    body = template.format(**{name: escape(word) for name, word in words.items()})
    return Answer(status, (("Content-Type", "text/xml"), ("Cache-Control", "no-store")), body.encode())
