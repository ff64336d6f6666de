"""Factures at rest: by famille and day of issue, each numéro once per régie, each transition under its condition."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TypeVar

import msgspec
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib import clock
from chalicelib.domain import rappels_de_factures
from chalicelib.domain.conservation import FACTURES
from chalicelib.domain.facture import (
    TRANSITIONS,
    Emission,
    Etat,
    Evenement,
    Facture,
    Pointeur,
    Reglement,
    empreinte,
    id_of,
    key_of,
)
from chalicelib.domain.page import TAILLE, Page
from chalicelib.storage import cursors
from chalicelib.storage.tables_factures import FactureItem
from chalicelib.storage.transaction import Ajout, MiseAJour, Operation

T = TypeVar("T")

NUMERO = "NUMERO"
LUES = 100
"""DynamoDB's maximum for one reading of several items."""
TENUES = (Evenement.LIBERER, Evenement.PAYER)
"""What only the paiement that holds the facture may do."""
DERNIERE = "99999999"
"""After every day."""


def find(id: str, *, consistent: bool = False) -> Facture | None:  # noqa: A002
    """None for an id that nothing made, or that was made of the key of a numéro."""
    cle = _key(id)
    if cle is None:
        return None
    try:
        return decode(FactureItem.get(*cle, consistent_read=consistent))
    except FactureItem.DoesNotExist:
        return None


def find_all(ids: Iterable[str], *, consistent: bool = False) -> dict[str, Facture]:
    """Those that exist, by id; one round trip for each hundred."""
    cles = {cle for id_ in ids if (cle := _key(id_))}
    lues = (FactureItem.batch_get(list(lot), consistent_read=consistent) for lot in _batches(sorted(cles)))
    factures = (decode(item) for items in lues for item in items)
    return {facture.id: facture for facture in factures}


def of_famille(
    famille: str, depuis: date | None = None, avant: date | None = None, suite: str | None = None, limit: int = TAILLE
) -> Page[Facture]:
    """Newest first; `depuis` included, `avant` left out, `suite` of the page before. One round trip."""
    bas = f"{depuis:%Y%m%d}" if depuis else "0"
    haut = cursors.decode(suite) if suite else f"{avant:%Y%m%d}" if avant else DERNIERE
    if haut <= bas:
        return Page(())
    entre = FactureItem.element.between(bas, haut)
    items = list(FactureItem.query(famille, entre, scan_index_forward=False, limit=limit + 2))
    # Bounds are included, and the upper one was shown already.
    trouves = [item for item in items if item.element != haut]
    reste = cursors.encode(str(trouves[limit - 1].element)) if len(trouves) > limit else None
    return Page(tuple(map(decode, trouves[:limit])), reste)


def creation(emission: Emission, now: datetime) -> list[Operation]:
    """The facture and its numéro: refused under « facture:<id> » and « numero:<id> » when the régie has used it."""
    id_ = id_of(emission)
    famille, element = str(key_of(id_)[0]), id_.partition(".")[2]  # type: ignore[index]
    fin = datetime.combine(emission.emise_le, time(), UTC) + FACTURES
    item = FactureItem(
        famille,
        element,
        etat=Etat.A_PAYER,
        montant=emission.montant,
        contenu=zlib.compress(msgspec.json.encode(emission), 9),
        rappel=rappels_de_factures.Rappel.NOUVELLE,
        rappel_le=rappels_de_factures.first_day(emission, now.astimezone(clock.PARIS).date()).isoformat(),
        expire_le=fin,
    )
    pointeur = FactureItem(
        _numero(emission.regie, emission.numero),
        NUMERO,
        contenu=msgspec.json.encode(Pointeur(id_, empreinte(emission))),
        expire_le=fin,
    )
    libre = FactureItem.famille.does_not_exist()
    return [Ajout(f"facture:{id_}", item, libre), Ajout(f"numero:{id_}", pointeur, libre)]


def change(
    id: str,  # noqa: A002
    evenement: Evenement,
    *,
    paiement: str | None = None,
    montant: int | None = None,
    reglement: Reglement | None = None,
) -> MiseAJour:
    """A transition; refused under « facture:<id> » when it is in no state for it.

    `paiement` holds it from now on (ENGAGER) or pays it; LIBERER and PAYER are refused unless it is the one that holds
    it. `montant`: what ENGAGER is about to charge, in centimes, refused unless it is what the facture says.
    """
    cle = key_of(id)
    if cle is None:
        raise ValueError(id)
    transition = TRANSITIONS[evenement]
    condition: Condition = FactureItem.etat.is_in(*transition.de)
    if evenement in TENUES:
        condition &= FactureItem.paiement == paiement
    if evenement is Evenement.ENGAGER:
        condition &= FactureItem.montant == montant
    actions: list[Action] = [FactureItem.etat.set(transition.vers)]
    tenue = paiement if evenement is not Evenement.LIBERER else None
    actions.append(FactureItem.paiement.set(tenue) if tenue else FactureItem.paiement.remove())
    if reglement:
        actions.append(FactureItem.reglement.set(msgspec.json.encode(reglement).decode()))
    return MiseAJour(f"facture:{id}", FactureItem(*cle), condition, tuple(actions))


def pointer(regie: str, numero: str) -> Pointeur | None:
    """Which facture has that numéro, as last committed."""
    try:
        item = FactureItem.get(_numero(regie, numero), NUMERO, consistent_read=True)
    except FactureItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.contenu, type=Pointeur)


def pointers(numeros: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Pointeur]:
    """Those that exist, by (régie, numéro), as last committed; one round trip for each hundred."""
    cles = {_numero(regie, numero): (regie, numero) for regie, numero in numeros}
    trouves = {}
    for lot in _batches(list(cles)):
        for item in FactureItem.batch_get([(cle, NUMERO) for cle in lot], consistent_read=True):
            trouves[cles[item.famille]] = msgspec.json.decode(item.contenu, type=Pointeur)
    return trouves


def decode(item: FactureItem) -> Facture:
    """As it rests."""
    emission = msgspec.json.decode(zlib.decompress(item.contenu), type=Emission)
    reglement = msgspec.json.decode(item.reglement, type=Reglement) if item.reglement else None
    return Facture(id_of(emission), emission, Etat(str(item.etat)), item.paiement, reglement)


def _key(id: str) -> tuple[str, str] | None:  # noqa: A002
    """Of a facture: what keeps a numéro stands in the same table, and is none."""
    cle = key_of(id)
    return None if cle is None or cle[1] == NUMERO else cle


def _numero(regie: str, numero: str) -> str:
    return f"NUMERO#{regie}#{numero}"


def _batches(elements: Sequence[T]) -> Iterator[Sequence[T]]:
    return (elements[rang : rang + LUES] for rang in range(0, len(elements), LUES))
