"""From which device somebody logs in: what it is called, and whether it was seen before.

A long-lived cookie holds one mark per identifiant that logged in there; the portal keeps nothing.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, replace

INCONNU = "Appareil inconnu"
NAVIGATEURS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Most of them also claim to be those that follow."""
SYSTEMES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
MARQUES_MAXIMUM = 10
"""A family's computer has fewer."""
FORME = re.compile(r"(?P<id>[\w-]{22})(?P<marques>(?:\.[\w-]{22}){0,10})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Visite:
    """What a login comes with: its address, its User-Agent, its cookie of a known device."""

    ip: str = "inconnue"
    navigateur: str = ""
    cookie: str = ""

    @property
    def appareil(self) -> str:
        """« Firefox sur Windows »."""
        return name_of(self.navigateur)


@dataclass(frozen=True, slots=True)
class Appareil:
    """`marques`: one per identifiant that logged in from there, the latest last."""

    id: str
    marques: tuple[str, ...] = ()

    def knows(self, secret: bytes, identifiant: str) -> bool:
        """Whether this identifiant logged in from there before."""
        attendue = self._mark(secret, identifiant)
        return any(hmac.compare_digest(attendue, marque) for marque in self.marques)

    def remember(self, secret: bytes, identifiant: str) -> "Appareil":
        """With its mark; the oldest goes when there are too many."""
        marque = self._mark(secret, identifiant)
        autres = tuple(deja for deja in self.marques if deja != marque)
        return replace(self, marques=(*autres, marque)[-MARQUES_MAXIMUM:])

    def as_cookie(self) -> str:
        """See read_cookie."""
        return ".".join((self.id, *self.marques))

    def _mark(self, secret: bytes, identifiant: str) -> str:
        """128 bits: nobody can say of a device that it is known."""
        octets = hmac.digest(secret, f"appareil/{self.id}/{identifiant}".encode(), hashlib.sha256)[:16]
        return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def read_cookie(cookie: str) -> Appareil | None:
    """None for what was not given by the portal."""
    lu = FORME.fullmatch(cookie)
    return Appareil(lu["id"], tuple(lu["marques"].split(".")[1:])) if lu else None


def name_of(navigateur: str) -> str:
    """Of a User-Agent, in words that its owner knows again."""
    noms = (next((nom for signe, nom in table if signe in navigateur), "") for table in (NAVIGATEURS, SYSTEMES))
    return " sur ".join(filter(None, noms)) or INCONNU
