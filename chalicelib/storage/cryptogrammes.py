"""Cryptogrammes at rest (R11): ten minutes, three tries, one use."""

from datetime import datetime

from pynamodb.exceptions import UpdateError

from chalicelib.domain import cryptogramme
from chalicelib.storage.tables import CryptogrammeItem
from chalicelib.storage.transaction import Retrait


def save(id: str, expire_le: datetime) -> None:  # noqa: A002 (the word of the API)
    """Its id is random: nothing to collide with."""
    CryptogrammeItem(id, expire_le=expire_le).save()


def count_try(id: str, now: datetime) -> None:  # noqa: A002
    """Before the code is looked at. Raises SaisieInvalide when the cryptogramme is spent.

    An ADD counted twice after a lost answer costs the citizen one try of three, and never gives an attacker one.
    """
    ouvert = CryptogrammeItem.id.exists() & (CryptogrammeItem.essais < cryptogramme.ESSAIS)
    try:
        CryptogrammeItem(id).update(
            [CryptogrammeItem.essais.add(1)], condition=ouvert & (CryptogrammeItem.expire_le > now)
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise cryptogramme.spent() from error


def consumption(id: str) -> Retrait:  # noqa: A002
    """Single use: of two requests with the same code, one finds it gone."""
    return Retrait("cryptogramme", CryptogrammeItem(id), CryptogrammeItem.id.exists())
