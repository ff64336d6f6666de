"""Sessions at rest, under the SHA-256 of their cookie: revocable at once."""

from datetime import datetime

import msgspec
from pynamodb.exceptions import PutError

from chalicelib import clock
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.session import DUREES, Session
from chalicelib.storage.tables_acces import SessionItem
from chalicelib.storage.transaction import Ajout

FERMEE = "fermee"
"""Instead of its content, until nothing can open it any more."""


def save(session: Session) -> None:
    """A new session. Raises EcritureConcurrente when it was closed before it got here.

    A lost answer is asked again by botocore: one's own session, already there, is a success.
    """
    item = _item(session)
    try:
        item.save(condition=SessionItem.jeton.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        if SessionItem.get(session.empreinte, consistent_read=True).contenu != item.contenu:
            raise EcritureConcurrente from error


def creation(session: Session) -> Ajout:
    """For the transaction that closes the others."""
    return Ajout("session", _item(session))


def find(empreinte: str, now: datetime) -> Session | None:
    """None when it never was, is closed, or has expired but is not deleted yet."""
    try:
        item = SessionItem.get(empreinte, consistent_read=True)
    except SessionItem.DoesNotExist:
        return None
    if item.contenu == FERMEE:
        return None
    session = msgspec.json.decode(item.contenu, type=Session)
    return session if session.is_open(now) else None


def removal(empreinte: str) -> Ajout:
    """Closes it for good: one that is being opened may be listed before it is there, and must not come after this."""
    return Ajout("session", _closed(empreinte))


def spending(empreinte: str, expire_le: datetime) -> Ajout:
    """What opens a session once only; refused under the name « lien » the second time."""
    item = SessionItem(empreinte, contenu=FERMEE, expire_le=expire_le)
    return Ajout("lien", item, SessionItem.jeton.does_not_exist())


def close(empreinte: str) -> None:
    """The same, alone. Closing twice is closing."""
    _closed(empreinte).save()


def delete(empreinte: str) -> None:
    """« Déconnexion »: it is there, since its cookie came back."""
    SessionItem(empreinte).delete()


def _item(session: Session) -> SessionItem:
    contenu = msgspec.json.encode(session).decode()
    return SessionItem(session.empreinte, contenu=contenu, expire_le=session.expire_le)


def _closed(empreinte: str) -> SessionItem:
    return SessionItem(empreinte, contenu=FERMEE, expire_le=clock.now() + max(DUREES.values()))
