"""/demarches: what the commune offers (R25)."""

from typing import Any

import msgspec

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Liste, service_of
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.demarche import Definition

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


@routes.on("GET", "/demarches", Acces.PUBLIC)
def list_all(appel: Appel[None]) -> Liste[DemarcheOfferte]:  # noqa: ARG001
    """The catalogue, in the order the commune chose."""
    return Liste([_tile(definition) for definition in services.demarches.catalogue()])


@routes.on("GET", "/demarches/{slug}", Acces.PUBLIC)
def read(appel: Appel[None], slug: str) -> dict[str, Any]:  # noqa: ARG001
    """The form: étapes, champs, conditions, pièces; the day it is filled on, which a browser's clock may not know."""
    definition, today = services.demarches.get(slug), clock.today()
    service = service_of(definition.service)
    feries = sorted(jour.isoformat() for jour in definition.feries(today))
    return {
        **definition.as_json(),
        "service_nom": service.nom,
        "service_adresse": service.adresse,
        "aujourdhui": today.isoformat(),
        "delai_median_jours": services.mesures.median(slug),
        **({"feries": feries} if feries else {}),
    }


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
