"""What the site reads of a commune's file: all that the portal reads, and what only people see."""

import tomllib
from pathlib import Path

import msgspec

from chalicelib.config import Commune, Service


class Theme(msgspec.Struct, frozen=True):
    """`couleur` and `accent` are #RRGGBB; `logo` is a file of static-site/images/logos."""

    couleur: str
    accent: str
    logo: str


class CommuneDuSite(Commune, frozen=True):
    """The commune, with its look and its legal notices."""

    insee: str
    directeur_publication: str
    delegue_protection_donnees: str
    theme: Theme


def load(slug: str, folder: Path) -> CommuneDuSite:
    """Raises FileNotFoundError, tomllib.TOMLDecodeError or msgspec.ValidationError, which name what is wrong."""
    with (folder / f"{slug}.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), type=CommuneDuSite)


def service_of(commune: CommuneDuSite, slug: str) -> Service:
    """The service that handles a démarche. Raises KeyError when the commune's file lacks it."""
    return commune.services[slug]
