"""What is counted: how long a démarche takes, how many demandes a quota has left."""

from datetime import date, datetime

from chalicelib.domain.mesures import Duree
from chalicelib.storage.tables import DemandeItem, DemandesCloses
from chalicelib.storage.tables_demarches import MesureItem
from chalicelib.storage.transaction import MiseAJour

LUES = 500
"""Decisions read at the most, the latest first: 25 read units."""


def durations(slug: str, depuis: date) -> list[Duree]:
    """Of the demandes decided since that day; of an index, late by some milliseconds."""
    since = DemandesCloses.clos_le >= depuis.isoformat()
    items = DemandeItem.par_cloture.query(slug, since, scan_index_forward=False, limit=LUES)
    return [Duree(datetime.fromisoformat(i.depose_le), datetime.fromisoformat(i.clos_le)) for i in items]


def median(slug: str) -> int | None:
    """Days, as last measured."""
    try:
        return int(MesureItem.get(_delay(slug)).nombre)
    except MesureItem.DoesNotExist:
        return None


def record(slug: str, jours: int | None, expire_le: datetime) -> None:
    """None: too few decisions to say anything. `expire_le`: when a measure that nobody renewed is forgotten."""
    if jours is None:
        MesureItem(_delay(slug)).delete()
    else:
        MesureItem(_delay(slug), nombre=jours, expire_le=expire_le).save()


def take(cle: str, maximum: int, expire_le: datetime) -> MiseAJour:
    """One more of a quota; refused under its own name when there is none left."""
    left = MesureItem.nombre.does_not_exist() | (MesureItem.nombre < maximum)
    return MiseAJour(cle, MesureItem(cle), left, (MesureItem.nombre.add(1), MesureItem.expire_le.set(expire_le)))


def give_back(cle: str, expire_le: datetime) -> MiseAJour:
    """One less; within the transaction that ends what took it, so once."""
    return MiseAJour(cle, MesureItem(cle), None, (MesureItem.nombre.add(-1), MesureItem.expire_le.set(expire_le)))


def _delay(slug: str) -> str:
    return f"DELAI#{slug}"
