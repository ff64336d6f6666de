"""Sessions at rest, under the SHA-256 of their cookie: revocable at once."""

from datetime import datetime

import msgspec

from chalicelib.domain.session import Session
from chalicelib.storage.tables_acces import SessionItem


def save(session: Session) -> None:
    """A new session."""
    contenu = msgspec.json.encode(session).decode()
    SessionItem(session.empreinte, contenu=contenu, expire_le=session.expire_le).save()


def find(empreinte: str, now: datetime) -> Session | None:
    """None when it never was, is closed, or has expired but is not deleted yet."""
    try:
        item = SessionItem.get(empreinte, consistent_read=True)
    except SessionItem.DoesNotExist:
        return None
    session = msgspec.json.decode(item.contenu, type=Session)
    return session if session.is_open(now) else None


def delete(empreinte: str) -> None:
    """Closing twice is closing."""
    SessionItem(empreinte).delete()
