"""Cryptogrammes solved without eyes nor patience: for the local portal, the bench and the tests."""

import secrets
from typing import Any

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import cryptogramme
from chalicelib.domain.cryptogramme import LECTURE, VALIDITE, Solution
from chalicelib.storage.tables_acces import CryptogrammeItem


def solve(id: str) -> dict[str, Any]:  # noqa: A002
    """The whole object that a form sends; `miel` stays empty, as people leave it."""
    secret = settings().secret
    return {"id": id, "code": cryptogramme.code(secret, id), "preuve": cryptogramme.number(secret, id), "miel": ""}


def look_older(id: str) -> None:  # noqa: A002
    """As if its image had been shown long enough to be read. One that does not exist stays so."""
    try:
        item = CryptogrammeItem.get(id, consistent_read=True)
    except CryptogrammeItem.DoesNotExist:
        return
    item.update([CryptogrammeItem.expire_le.set(item.expire_le - LECTURE)])


def draw() -> Solution:
    """A new one, shown some time ago, and its solution."""
    drawn = secrets.token_urlsafe(16)
    storage.cryptogrammes.save(drawn, clock.now() + VALIDITE - LECTURE)
    return Solution(**solve(drawn))
