"""Cryptogrammes at rest (R11): ten minutes, three tries, one use."""

from datetime import datetime

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import size

from chalicelib.domain import cryptogramme
from chalicelib.storage.tables_acces import CryptogrammeItem
from chalicelib.storage.transaction import Retrait


def save(id: str, expire_le: datetime) -> None:  # noqa: A002 (the word of the API)
    """Its id is random: nothing to collide with."""
    CryptogrammeItem(id, expire_le=expire_le).save()


def count_try(id: str, requete: str, now: datetime) -> datetime:  # noqa: A002
    """Before the code is looked at; when it expires. Raises SaisieInvalide when the cryptogramme is spent.

    Tries are a set of requests (Sceau.requete): a double click, a lost answer or a replay is the same try, and never
    another code.
    """
    essais = CryptogrammeItem.essais
    ouvert = CryptogrammeItem.id.exists() & (CryptogrammeItem.expire_le > now)
    reste = size(essais) < cryptogramme.ESSAIS  # type: ignore[no-untyped-call]
    ouvert &= essais.does_not_exist() | essais.contains(requete) | reste
    item = CryptogrammeItem(id)
    try:
        item.update([essais.add({requete})], condition=ouvert)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise cryptogramme.spent() from error
    return item.expire_le


def consumption(id: str) -> Retrait:  # noqa: A002
    """Single use: of two requests with the same code, one finds it gone."""
    return Retrait("cryptogramme", CryptogrammeItem(id), CryptogrammeItem.id.exists())
