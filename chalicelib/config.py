"""What the portal is told from outside: frozen, read once from the environment.

`PORTAIL_COMMUNE`  the commune's file (infra/communes/<slug>.toml) as JSON
`PORTAIL_SECRET`   hexadecimal key, at least 32 bytes, of every HMAC
`PORTAIL_SERVICE_ADRESSES`  what suggests addresses; the State's own by default
`PORTAIL_INDULGENCE`  by how much the limits per address are relaxed where everybody has the same one; 1 by default
`PORTAIL_REGROUPEMENT`  seconds during which what happens to one demande is gathered into one mail; 180 by default
`TABLE_<NOM>`, `BUCKET_PIECES`  names given by the data stack
"""

import os
from functools import cache
from typing import Literal

import msgspec

SERVICE_ADRESSES = "https://data.geopf.fr/geocodage/search"
"""Of the Base Adresse Nationale, at the IGN."""
PAYFIP_SERVICE = "https://www.payfip.gouv.fr/tpa/services/securite"
PAYFIP_PAGE = "https://www.payfip.gouv.fr/tpa/paiementws.web"
"""Of the DGFiP: where a payment is announced and asked about, and where the citizen pays."""


class Service(msgspec.Struct, frozen=True):
    """A service of the mairie, as a citizen meets it."""

    nom: str
    telephone: str
    courriel: str
    lignes_adresse: tuple[str, ...]


class PayFip(msgspec.Struct, frozen=True):
    """What the DGFiP gave a régie to be paid on its page. `saisie`: T (tests), X (activation), W (production)."""

    numcli: str
    saisie: Literal["T", "X", "W"]


class Import(msgspec.Struct, frozen=True):
    """How the billing software writes its files: `colonnes` gives the heading of each field that the portal reads."""

    separateur: Literal[";", ",", "\t", "|"] = ";"
    encodage: Literal["utf-8", "windows-1252"] = "utf-8"
    colonnes: dict[str, str] = {}


class Regie(msgspec.Struct, frozen=True):
    """A budget of its own, with its own factures (R38). `services`: whose agents with the role « regisseur » hold it.

    `lettre` begins the numéros of its quittances; without `payfip`, its factures are paid at the counter only.
    """

    nom: str
    lettre: str
    services: tuple[str, ...]
    payfip: PayFip | None = None
    imports: Import = Import()


class Commune(msgspec.Struct, frozen=True):
    """What a commune chooses. Unknown keys serve the site and the templates, and are passed over here."""

    nom: str
    commune: str
    de_la_commune: str
    portail: str
    origine: str
    """Scheme and host of the site: the only Origin whose state-changing calls are taken."""
    insee: str
    """Code of the commune: its public holidays follow from where it is."""
    code_postal: str
    lignes_adresse: tuple[str, ...]
    telephone: str
    courriel: str
    expediteur: str
    ouverture: dict[str, tuple[str, ...]]
    """By day of the week, `["8:30-12:00", "13:30-17:30"]`: see domain/ouverture.py, which reads and describes it."""
    demarches: tuple[str, ...]
    """Slugs offered, in the order of display."""
    services: dict[str, Service]
    expediteur_sms: str = ""
    """Up to 11 letters and digits, shown instead of a number; empty, the operator chooses."""
    regies: dict[str, Regie] = {}
    payfip_service: str = PAYFIP_SERVICE
    payfip_page: str = PAYFIP_PAGE
    ecoles: tuple[str, ...] = ()
    """Public schools, as champs of type ecole propose them; none, they are free text."""


class Settings(msgspec.Struct, frozen=True):
    """All of it."""

    commune: Commune
    secret: bytes
    indulgence: int
    regroupement: int
    """Seconds."""
    service_adresses: str
    region: str
    bucket_pieces: str


@cache
def settings() -> Settings:
    """Raises KeyError or msgspec.ValidationError at the first request of a portal deployed without its settings."""
    return Settings(
        commune=msgspec.json.decode(os.environ["PORTAIL_COMMUNE"], type=Commune),
        secret=bytes.fromhex(os.environ["PORTAIL_SECRET"]),
        indulgence=int(os.environ.get("PORTAIL_INDULGENCE", "1")),
        regroupement=int(os.environ.get("PORTAIL_REGROUPEMENT", "180")),
        service_adresses=os.environ.get("PORTAIL_SERVICE_ADRESSES", SERVICE_ADRESSES),
        region=os.environ.get("AWS_REGION", "eu-west-3"),
        bucket_pieces=os.environ["BUCKET_PIECES"],
    )
