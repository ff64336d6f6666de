"""What the site reads of a commune's file: all that the portal reads, and what only people see."""

import re
import tomllib
from pathlib import Path

import msgspec

from chalicelib.config import Commune, Service
from chalicelib.domain import ouverture

EXPEDITEUR_SMS = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{3,11}", re.ASCII)
"""What operators show as a sender."""
TUILES = re.compile(r"https://[a-z0-9.:-]+/\S+")
"""One host, without « {s} »: the policy of the pages names it."""


class Theme(msgspec.Struct, frozen=True):
    """`couleur` and `accent` are #RRGGBB; `logo` is a file of static-site/images/logos."""

    couleur: str
    accent: str
    logo: str


class Carte(msgspec.Struct, frozen=True):
    """Where the maps of the commune open, in decimal degrees, and whose tiles they show."""

    tuiles: str
    """Address of a tile, with {z}, {x} and {y}."""
    attribution: str
    """What whoever makes the tiles asks to be written beside them."""
    latitude: float
    longitude: float
    zoom: int = 14

    def __post_init__(self) -> None:
        """Else the map would be empty. Raises ValueError."""
        if TUILES.fullmatch(self.tuiles) is None or not all(part in self.tuiles for part in ("{z}", "{x}", "{y}")):
            raise ValueError(
                f"carte.tuiles\u00a0: «\u00a0{self.tuiles}\u00a0» n’est pas l’adresse de tuiles. "
                "Elle commence par https:// et contient {z}, {x} et {y}."
            )

    @property
    def origine(self) -> str:
        """Scheme and host of the tiles: the only other origin whose images a page shows."""
        return "/".join(self.tuiles.split("/")[:3])


class CommuneDuSite(Commune, frozen=True, kw_only=True):
    """The commune, with its look and its legal notices. Raises ValueError for hours or a sender that mean nothing."""

    directeur_publication: str
    delegue_protection_donnees: str
    theme: Theme
    carte: Carte | None = None
    """Without it, a place is told with words only."""

    def __post_init__(self) -> None:
        """What the shapes do not tell."""
        ouverture.parse(self.ouverture, self.insee)
        if self.expediteur_sms and EXPEDITEUR_SMS.fullmatch(self.expediteur_sms) is None:
            raise ValueError(
                f"expediteur_sms\u00a0: «\u00a0{self.expediteur_sms}\u00a0» n’est pas un nom d’expéditeur. "
                "Écrivez 3 à 11 lettres ou chiffres, dont une lettre."
            )

    @property
    def horaires(self) -> str:
        """The sentence that pages show."""
        return ouverture.parse(self.ouverture, self.insee).describe()


def load(slug: str, folder: Path) -> CommuneDuSite:
    """Raises FileNotFoundError, tomllib.TOMLDecodeError or msgspec.ValidationError, which name what is wrong."""
    with (folder / f"{slug}.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), type=CommuneDuSite)


def service_of(commune: CommuneDuSite, slug: str) -> Service:
    """The service that handles a démarche. Raises KeyError when the commune's file lacks it."""
    return commune.services[slug]
