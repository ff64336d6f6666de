"""What the commune offers."""

from chalicelib import storage
from chalicelib.config import settings
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import Introuvable, VersionPerimee


def catalogue() -> tuple[Definition, ...]:
    """The démarches of this commune, in the order it chose."""
    return tuple(storage.definitions.get(slug) for slug in settings().commune.demarches)


def get(slug: str) -> Definition:
    """The version offered now. Raises Introuvable, also for what this commune does not offer."""
    if slug not in settings().commune.demarches:
        raise Introuvable
    return storage.definitions.get(slug)


def get_version(slug: str, version: int) -> Definition:
    """The version a citizen filled in, if it is still the one offered. Raises VersionPerimee."""
    definition = get(slug)
    if definition.version != version:
        raise VersionPerimee
    return definition
