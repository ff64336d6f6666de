"""The journal at rest: append-only, by subject."""

import secrets
from datetime import datetime

import msgspec

from chalicelib.domain import conservation
from chalicelib.domain.journal import Ligne
from chalicelib.storage.tables import JournalItem
from chalicelib.storage.transaction import Ajout


def line(ligne: Ligne) -> Ajout:
    """For the transaction of what it tells."""
    return Ajout("journal", _item(ligne), JournalItem.sujet.does_not_exist())


def record(ligne: Ligne) -> None:
    """For a reading, which changes nothing else."""
    _item(ligne).save()


def _item(ligne: Ligne) -> JournalItem:
    rang = f"{ligne.le.isoformat()}#{secrets.token_hex(4)}"
    expire_le = ligne.le + conservation.JOURNAL
    return JournalItem(ligne.sujet, rang, contenu=msgspec.json.encode(ligne).decode(), expire_le=expire_le)


def read(sujet: str, now: datetime) -> list[Ligne]:
    """Every line still kept, newest first, of at most five thousand; the store deletes late what has expired."""
    items = JournalItem.query(sujet, scan_index_forward=False, limit=5000)
    lignes = (msgspec.json.decode(item.contenu, type=Ligne) for item in items)
    return [ligne for ligne in lignes if ligne.le + conservation.JOURNAL > now]
