"""The address service: the Base Adresse Nationale behind the geocoder of the IGN (GeoCodeJSON)."""

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from chalicelib.config import settings
from chalicelib.domain.adresses import Resultat
from chalicelib.domain.errors import Indisponible

if TYPE_CHECKING:
    from urllib3 import PoolManager

CONNEXION, LECTURE = 1.0, 1.5
"""Seconds: a suggestion that comes later is worth nothing to who is typing."""
RESULTATS = 5
LARGEST = 64 * 1024
"""Bytes; five addresses weigh 4 kB."""
OK = 200


class _Properties(msgspec.Struct):
    """What is read of an address; other kinds of places lack some of it."""

    label: str
    type: str = ""
    name: str = ""
    postcode: str = ""
    city: str = ""


class _Feature(msgspec.Struct):
    properties: _Properties


class _Collection(msgspec.Struct):
    features: list[_Feature]


@cache
def _pool() -> "PoolManager":
    from urllib3 import PoolManager, Timeout  # noqa: PLC0415 (10 ms that only suggestions pay)

    return PoolManager(timeout=Timeout(connect=CONNEXION, read=LECTURE), retries=False)


def search(question: str) -> tuple[Resultat, ...]:
    """The best places for what was typed so far. Raises Indisponible without an answer that can be understood."""
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    fields = {"q": question, "limit": str(RESULTATS), "autocomplete": "1", "index": "address"}
    try:
        answer = _pool().request(
            "GET", settings().service_adresses, fields=fields, redirect=False, preload_content=False
        )
        octets = answer.read(LARGEST)
        answer.release_conn()
    except HTTPError as error:
        raise Indisponible from error
    if answer.status != OK:
        raise Indisponible(f"HTTP {answer.status}")
    try:
        lieux = msgspec.json.decode(octets, type=_Collection).features
    except msgspec.DecodeError as error:
        raise Indisponible from error
    return tuple(Resultat(p.type, p.label, p.name, p.postcode, p.city) for p in (lieu.properties for lieu in lieux))
