"""Paiements at rest: each with its whole story, in the queue of those that wait or under the day of its end."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from chalicelib import clock
from chalicelib.domain.conservation import FACTURES
from chalicelib.domain.page import Page
from chalicelib.domain.paiement import Paiement
from chalicelib.storage import cursors
from chalicelib.storage.tables_factures import PaiementItem, PaiementsParFile
from chalicelib.storage.transaction import Ajout, MiseAJour

NOM = "paiement"
ATTENTE = "ATTENTE"
LONGUEUR_ID = 64
LUS = 100
"""DynamoDB's maximum for one reading of several items; also a page of a day."""


@dataclass(frozen=True, slots=True)
class EnAttente:
    """A paiement whose result is to be learnt, as its queue tells of it."""

    id: str
    initie_le: datetime


def find(id: str, *, consistent: bool = True) -> Paiement | None:  # noqa: A002
    """As last committed; None too for an id that nothing made."""
    if not 0 < len(id) <= LONGUEUR_ID:
        return None
    try:
        return decode(PaiementItem.get(id, consistent_read=consistent))
    except PaiementItem.DoesNotExist:
        return None


def find_all(ids: Iterable[str]) -> dict[str, Paiement]:
    """Those that exist, by id; one round trip for each hundred."""
    cles = sorted(set(ids))
    lots = (cles[rang : rang + LUS] for rang in range(0, len(cles), LUS))
    return {item.paiement: decode(item) for lot in lots for item in PaiementItem.batch_get(lot)}


def creation(paiement: Paiement) -> Ajout:
    """Refused under « paiement » when the id is taken: the same request came before."""
    item = PaiementItem(
        paiement.id,
        compte=paiement.compte,
        etat=paiement.etat,
        version=paiement.version,
        file=_file(paiement),
        rang=_rang(paiement),
        contenu=_encode(paiement),
        expire_le=paiement.initie_le + FACTURES,
    )
    return Ajout(NOM, item, PaiementItem.paiement.does_not_exist())


def change(paiement: Paiement) -> MiseAJour:
    """Its new version; refused under « paiement » when something else was learnt of it first."""
    actions = (
        PaiementItem.etat.set(paiement.etat),
        PaiementItem.version.set(paiement.version),
        PaiementItem.file.set(_file(paiement)),
        PaiementItem.rang.set(_rang(paiement)),
        PaiementItem.contenu.set(_encode(paiement)),
    )
    unchanged = PaiementItem.version == paiement.version - 1
    return MiseAJour(NOM, PaiementItem(paiement.id), unchanged, actions)


def waiting() -> Iterator[EnAttente]:
    """Those whose result is to be learnt, oldest first, as the index tells: late by a moment."""
    for item in PaiementItem.par_file.query(ATTENTE, page_size=LUS):
        debut, _, id_ = item.rang.partition("#")
        yield EnAttente(id_, datetime.fromisoformat(debut))


def of_day(regie: str, jour: date, suite: str | None = None, limit: int = LUS) -> Page[str]:
    """Ids of a régie's that ended that day in Paris, paid or not, in the order of their ends; one round trip."""
    after = cursors.after(PaiementsParFile.rang, suite)
    items = list(PaiementItem.par_file.query(_day(regie, jour), after, limit=limit + 1))
    reste = cursors.encode(str(items[limit - 1].rang)) if len(items) > limit else None
    return Page(tuple(item.paiement for item in items[:limit]), reste)


def decode(item: PaiementItem) -> Paiement:
    """As it rests."""
    return msgspec.json.decode(zlib.decompress(item.contenu), type=Paiement)


def _encode(paiement: Paiement) -> bytes:
    return zlib.compress(msgspec.json.encode(paiement), 9)


def _fin(paiement: Paiement) -> datetime:
    """When it was paid, as PayFiP dates it; otherwise when its end was learnt."""
    return paiement.paye_le or paiement.historique[-1].le


def _file(paiement: Paiement) -> str:
    return ATTENTE if paiement.attend else _day(paiement.regie, _fin(paiement).astimezone(clock.PARIS).date())


def _rang(paiement: Paiement) -> str:
    return f"{(paiement.initie_le if paiement.attend else _fin(paiement)).isoformat()}#{paiement.id}"


def _day(regie: str, jour: date) -> str:
    return f"{regie}#{jour.isoformat()}"
