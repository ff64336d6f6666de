"""Archives of comptes: their state beside the compte, their bytes in the bucket."""

import msgspec

from chalicelib.domain.demande import Fichier
from chalicelib.domain.export import Export
from chalicelib.storage.tables_comptes import CompteItem
from chalicelib.storage.transaction import Ajout, Retrait

EXPORT = "EXPORT"
PREFIXE = "exports/"


def find(compte: str) -> Export | None:
    """The latest one asked for."""
    try:
        item = CompteItem.get(compte, EXPORT, consistent_read=True)
    except CompteItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.contenu, type=Export)


def change(compte: str, avant: Export | None, apres: Export) -> Ajout:
    """Refused under the name « export » when another was asked for, or this one was ready, meanwhile."""
    item = CompteItem(compte, EXPORT, contenu=_encode(apres))
    unchanged = CompteItem.contenu == _encode(avant) if avant else CompteItem.compte.does_not_exist()
    return Ajout("export", item, unchanged)


def removal(compte: str) -> Retrait:
    """Nothing to remove is removed."""
    return Retrait("export", CompteItem(compte, EXPORT))


def key(compte: str, export: str) -> str:
    """In the bucket, whose own rule erases what stands there."""
    return f"{PREFIXE}{compte}/{export}.zip"


def file(compte: str, export: Export) -> Fichier:
    """The archive, and under which name it is downloaded."""
    nom = f"mes-donnees-{export.demandee_le:%Y-%m-%d}.zip"
    return Fichier(key(compte, export.id), nom, "application/zip", export.taille or 0)


def _encode(export: Export) -> str:
    return msgspec.json.encode(export).decode()
