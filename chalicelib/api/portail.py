"""/sante and /openapi.json: whether the portal is up, and what it answers."""

from typing import Any

import msgspec

from chalicelib.api import (
    accueil,
    adresses,
    agents,
    agents_comptes,
    agents_concordances,
    agents_emission,
    agents_encaissements,
    agents_factures,
    agents_imports,
    agents_paiements,
    agents_regies,
    brouillons,
    changement_de_courriel,
    comptes,
    cryptogrammes,
    demandes,
    demarches,
    donnees,
    factures,
    lieux,
    mots_de_passe,
    paiements,
    paniers,
    pieces,
    secours,
    sessions,
    suivi,
)
from chalicelib.api.appel import Appel
from chalicelib.api.openapi import VERSION, document
from chalicelib.api.routing import Acces, Route, Routes
from chalicelib.config import settings

routes = Routes(__name__)
BLUEPRINTS = (
    cryptogrammes.routes,
    comptes.routes,
    changement_de_courriel.routes,
    donnees.routes,
    sessions.routes,
    mots_de_passe.routes,
    secours.routes,
    accueil.routes,
    brouillons.routes,
    demarches.routes,
    demandes.routes,
    suivi.routes,
    pieces.routes,
    factures.routes,
    paniers.routes,
    paiements.routes,
    agents.routes,
    agents_comptes.routes,
    agents_regies.routes,
    agents_paiements.routes,
    agents_factures.routes,
    agents_encaissements.routes,
    agents_concordances.routes,
    agents_imports.routes,
    agents_emission.routes,
    adresses.routes,
    lieux.routes,
    routes,
)


class Sante(msgspec.Struct, frozen=True):
    """`etat` is « ok » or there is no answer at all."""

    etat: str
    commune: str
    version: str


@routes.on("GET", "/sante", Acces.PUBLIC)
def health(appel: Appel[None]) -> Sante:  # noqa: ARG001
    """Up, with its settings read."""
    return Sante("ok", settings().commune.nom, VERSION)


@routes.on("GET", "/openapi.json", Acces.PUBLIC)
def describe(appel: Appel[None]) -> dict[str, Any]:  # noqa: ARG001
    """This description."""
    return document(table(), f"{settings().commune.portail}, {settings().commune.nom}")


def table() -> list[Route]:
    """Every route of the portal."""
    return [route for blueprint in BLUEPRINTS for route in blueprint.table]
