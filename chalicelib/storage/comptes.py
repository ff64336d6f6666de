"""Comptes at rest."""

import msgspec

from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import Introuvable
from chalicelib.storage.tables import CompteItem
from chalicelib.storage.transaction import Ajout

COMPTE = "COMPTE"


def find(id: str) -> Compte | None:  # noqa: A002
    """As last committed."""
    try:
        item = CompteItem.get(id, COMPTE, consistent_read=True)
    except CompteItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.contenu, type=Compte)


def get(id: str) -> Compte:  # noqa: A002
    """Raises Introuvable."""
    compte = find(id)
    if compte is None:
        raise Introuvable
    return compte


def creation(compte: Compte) -> Ajout:
    """Refused under the name « compte » when the id is taken: the same request came before."""
    contenu = msgspec.json.encode(compte).decode()
    item = CompteItem(compte.id, COMPTE, etat=compte.etat, version=compte.version, contenu=contenu)
    return Ajout("compte", item, CompteItem.compte.does_not_exist())
