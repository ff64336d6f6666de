"""What is counted: how long a démarche takes, how many demandes a quota has left."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from chalicelib.domain.mesures import Duree
from chalicelib.storage.tables import DemandeItem, DemandesCloses
from chalicelib.storage.tables_demarches import MesureItem
from chalicelib.storage.transaction import MiseAJour

DELAIS = "DELAIS"
LUES = 500
"""Decisions read at the most, the latest first: 25 read units."""


def durations(slug: str, depuis: date) -> list[Duree]:
    """Of the demandes decided since that day; of an index, late by some milliseconds."""
    since = DemandesCloses.clos_le >= depuis.isoformat()
    items = DemandeItem.par_cloture.query(slug, since, scan_index_forward=False, limit=LUES)
    return [Duree(datetime.fromisoformat(i.depose_le), datetime.fromisoformat(i.clos_le)) for i in items]


def medians() -> Mapping[str, int]:
    """Days by démarche, as last measured: one item for all, which a screen reads beside the demande itself."""
    try:
        return msgspec.json.decode(str(MesureItem.get(DELAIS).contenu), type=dict[str, int])
    except MesureItem.DoesNotExist:
        return {}


def record(delais: Mapping[str, int], expire_le: datetime) -> None:
    """`expire_le`: when measures that nobody renewed are forgotten."""
    contenu = msgspec.json.encode(dict(delais)).decode()
    MesureItem(DELAIS, nombre=len(delais), contenu=contenu, expire_le=expire_le).save()


def take(cle: str, maximum: int, expire_le: datetime) -> MiseAJour:
    """One more of a quota; refused under its own name when there is none left."""
    left = MesureItem.nombre.does_not_exist() | (MesureItem.nombre < maximum)
    return MiseAJour(cle, MesureItem(cle), left, (MesureItem.nombre.add(1), MesureItem.expire_le.set(expire_le)))


def give_back(cle: str, expire_le: datetime) -> MiseAJour:
    """One less; within the transaction that ends what took it, so once."""
    return MiseAJour(cle, MesureItem(cle), None, (MesureItem.nombre.add(-1), MesureItem.expire_le.set(expire_le)))
