"""/compte/donnees and /compte/fermeture: taking one's data away, and leaving (RGPD)."""

from datetime import datetime
from typing import Literal

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree
from chalicelib.api.routing import Acces, AvecCookie, Routes
from chalicelib.api.session import closing
from chalicelib.domain.session import Genre
from chalicelib.services.donnees import Archive

routes = Routes(__name__)


class Vide(Entree, frozen=True):
    """Nothing to say."""


class FermetureSaisie(Entree, frozen=True):
    """The password proves who closes."""

    mot_de_passe: str


class ArchiveLue(msgspec.Struct, frozen=True):
    """`taille` in bytes; `url` downloads it, for five minutes."""

    etat: Literal["aucune", "en_preparation", "prete"]
    demandee_le: datetime | None
    expire_le: datetime | None
    taille: int | None
    url: str | None


@routes.on("GET", "/compte/donnees", Acces.USAGER)
def read(appel: Appel[None]) -> ArchiveLue:
    """Where the archive of one's data is."""
    return _represent(services.donnees.read(appel.usager))


@routes.on("POST", "/compte/donnees", Acces.USAGER, 202)
def request(appel: Appel[Vide]) -> ArchiveLue:
    """« Télécharger mes données »: starts the preparation; a mail tells when it is ready."""
    return _represent(services.donnees.request(appel.usager))


@routes.on("POST", "/compte/fermeture", Acces.USAGER, 204)
def close(appel: Appel[FermetureSaisie]) -> AvecCookie[None]:
    """« Fermer mon compte »."""
    services.fermeture.close(appel.usager, appel.ouverte.identifiant, appel.corps.mot_de_passe)
    return AvecCookie(None, closing(Genre.USAGER))


def _represent(archive: Archive) -> ArchiveLue:
    return ArchiveLue(archive.etat, archive.demandee_le, archive.expire_le, archive.taille, archive.url)
