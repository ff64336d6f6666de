"""What the commune offers."""

from chalicelib import storage
from chalicelib.config import settings
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import Introuvable, VersionPerimee


def catalogue() -> tuple[Definition, ...]:
    """The démarches of this commune, in the order it chose."""
    return tuple(storage.definitions.get(slug) for slug in settings().commune.demarches)


def get(slug: str) -> Definition:
    """The version offered now, with what the commune brings to it: its holidays, its schools, the places that exist.

    Raises Introuvable, also for what this commune does not offer.
    """
    commune = settings().commune
    if slug not in commune.demarches:
        raise Introuvable
    return storage.definitions.get(slug).offered_by(commune.insee, commune.ecoles, storage.lieux.name_of)


def get_version(slug: str, version: int) -> Definition:
    """The version a citizen filled in, if it is still the one offered. Raises VersionPerimee."""
    definition = get(slug)
    if definition.version != version:
        raise VersionPerimee
    return definition
