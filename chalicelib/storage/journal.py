"""The journal at rest: append-only, by subject."""

import secrets

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


def read(sujet: str) -> list[Ligne]:
    """The latest hundred lines of a file, newest first."""
    items = JournalItem.query(sujet, scan_index_forward=False, limit=100)
    return [msgspec.json.decode(item.contenu, type=Ligne) for item in items]


def read_all(sujet: str) -> list[Ligne]:
    """Every line still kept, newest first, for who the file is about; of at most five thousand."""
    items = JournalItem.query(sujet, scan_index_forward=False, limit=5000)
    return [msgspec.json.decode(item.contenu, type=Ligne) for item in items]
