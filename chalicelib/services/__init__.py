"""Use cases, called by their noun: services.demandes.submit."""

from chalicelib.services import (
    accueil,
    agents,
    comptes,
    courriels,
    cryptogrammes,
    demandes,
    demarches,
    limites,
    pieces,
    sessions,
)

__all__ = [
    "accueil",
    "agents",
    "comptes",
    "courriels",
    "cryptogrammes",
    "demandes",
    "demarches",
    "limites",
    "pieces",
    "sessions",
]
