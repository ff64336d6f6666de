"""/demarches: what the commune offers (R25); /pieces: what goes with it (R27)."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree, Liste, service_of
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.demarche import Definition
from chalicelib.services.pieces import Annonce
from chalicelib.storage.pieces import ENVOI

routes = Routes(__name__)


class DemarcheOfferte(msgspec.Struct, frozen=True):
    """One tile of the catalogue."""

    slug: str
    version: int
    titre: str
    resume: str
    service: str
    service_nom: str
    compte_requis: bool
    icone: str
    duree_minutes: int


class PieceAnnoncee(Entree, frozen=True):
    """A file about to be sent; `taille` in bytes, `type` a MIME type."""

    nom: str
    type: str
    taille: int
    demarche: str
    piece: str


class EnvoiPrepare(msgspec.Struct, frozen=True):
    """A multipart form to POST to `url`: `champs`, then `file` last."""

    cle: str
    url: str
    champs: dict[str, str]
    expire_le: datetime


@routes.on("GET", "/demarches", Acces.PUBLIC)
def list_all(appel: Appel[None]) -> Liste[DemarcheOfferte]:  # noqa: ARG001
    """The catalogue, in the order the commune chose."""
    return Liste([_tile(definition) for definition in services.demarches.catalogue()])


@routes.on("GET", "/demarches/{slug}", Acces.PUBLIC)
def read(appel: Appel[None], slug: str) -> dict[str, Any]:  # noqa: ARG001
    """The form: étapes, champs, conditions, pièces."""
    definition = services.demarches.get(slug)
    service = service_of(definition.service)
    return {**definition.as_json(), "service_nom": service.nom, "service_adresse": service.adresse}


@routes.on("POST", "/pieces", Acces.FACULTATIF, 201)
def prepare_piece(appel: Appel[PieceAnnoncee]) -> EnvoiPrepare:
    """Where to send one file."""
    annonce = appel.corps
    envoi = services.pieces.prepare(Annonce(annonce.nom, annonce.type, annonce.taille, annonce.demarche, annonce.piece))
    return EnvoiPrepare(envoi.cle, envoi.url, envoi.champs, clock.now() + timedelta(seconds=ENVOI))


def _tile(definition: Definition) -> DemarcheOfferte:
    return DemarcheOfferte(
        definition.slug,
        definition.version,
        definition.titre,
        definition.resume,
        definition.service,
        service_of(definition.service).nom,
        definition.compte_requis,
        definition.icone,
        definition.duree_minutes,
    )
