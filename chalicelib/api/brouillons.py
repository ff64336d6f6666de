"""/brouillons: forms being filled, kept with the compte."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree, Liste
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.brouillon import ResumeDeBrouillon

routes = Routes(__name__)
REVISION_MAXIMALE = 2**53
"""Beyond, browsers round and the store refuses."""


class BrouillonResume(msgspec.Struct, frozen=True, kw_only=True):
    """One line of « À terminer ». `etape`: name of the one that was open, "" when nothing says."""

    demarche: str
    titre: str
    etape: str
    version: int
    """Of the form."""
    commence_le: datetime
    modifie_le: datetime
    expire_le: date
    revision: int


class BrouillonComplet(msgspec.Struct, frozen=True, kw_only=True):
    """With what was typed, as the page gave it."""

    demarche: str
    version: int
    contenu: dict[str, Any]
    commence_le: datetime
    modifie_le: datetime
    expire_le: date
    revision: int


class BrouillonSaisi(Entree, frozen=True):
    """`revision`: the one last read, null for a draft that begins."""

    version: int
    contenu: dict[str, Any]
    revision: Annotated[int, msgspec.Meta(ge=0, le=REVISION_MAXIMALE)] | None = None


class BrouillonEnregistre(msgspec.Struct, frozen=True):
    """`revision` goes with the next saving."""

    revision: int
    modifie_le: datetime
    expire_le: date


@routes.on("GET", "/brouillons", Acces.USAGER)
def list_own(appel: Appel[None]) -> Liste[BrouillonResume]:
    """One's own, last changed first."""
    return Liste(represent(services.brouillons.list_own(appel.usager)))


@routes.on("GET", "/brouillons/{demarche}", Acces.USAGER)
def read(appel: Appel[None], demarche: str) -> BrouillonComplet:
    """To go on with it."""
    brouillon = services.brouillons.get(appel.usager, demarche)
    resume = brouillon.resume
    return BrouillonComplet(
        demarche=resume.demarche,
        version=resume.version,
        contenu=msgspec.json.decode(brouillon.contenu),
        commence_le=resume.commence_le,
        modifie_le=resume.modifie_le,
        expire_le=resume.expire_le,
        revision=resume.revision,
    )


@routes.on("PUT", "/brouillons/{demarche}", Acces.USAGER)
def save(appel: Appel[BrouillonSaisi], demarche: str) -> BrouillonEnregistre:
    """As one types."""
    corps = appel.corps
    resume = services.brouillons.save(appel.usager, demarche, corps.version, corps.contenu, corps.revision)
    return BrouillonEnregistre(resume.revision, resume.modifie_le, resume.expire_le)


@routes.on("DELETE", "/brouillons/{demarche}", Acces.USAGER, 204)
def delete(appel: Appel[None], demarche: str) -> None:
    """« Abandonner »."""
    services.brouillons.delete(appel.usager, demarche)


def represent(resumes: Iterable[ResumeDeBrouillon]) -> list[BrouillonResume]:
    """As listed."""
    return [
        BrouillonResume(
            demarche=resume.demarche,
            titre=resume.titre,
            etape=resume.etape,
            version=resume.version,
            commence_le=resume.commence_le,
            modifie_le=resume.modifie_le,
            expire_le=resume.expire_le,
            revision=resume.revision,
        )
        for resume in resumes
    ]
