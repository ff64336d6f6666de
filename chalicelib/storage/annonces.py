"""What was told of a demande, at rest beside it and gone with it."""

import msgspec

from chalicelib.domain.annonce import Annonce
from chalicelib.storage.demandes import DEMANDE
from chalicelib.storage.tables import DemandeItem
from chalicelib.storage.transaction import MiseAJour


def find(numero: str) -> Annonce | None:
    """The last one; None before the first, or when there is no such demande."""
    try:
        item = DemandeItem.get(numero, DEMANDE, consistent_read=True, attributes_to_get=["annonce"])
    except DemandeItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.annonce, type=Annonce) if item.annonce else None


def change(numero: str, avant: Annonce | None, apres: Annonce) -> MiseAJour:
    """Refused under the name « annonce » when another mail told something meanwhile."""
    told = DemandeItem.annonce == _encode(avant) if avant else DemandeItem.annonce.does_not_exist()
    item = DemandeItem(numero, DEMANDE)
    return MiseAJour("annonce", item, DemandeItem.etat.exists() & told, (DemandeItem.annonce.set(_encode(apres)),))


def _encode(annonce: Annonce) -> str:
    return msgspec.json.encode(annonce).decode()
