"""What rests, called by its noun: storage.demandes.get."""

from chalicelib.storage import (
    agents,
    comptes,
    cryptogrammes,
    definitions,
    demandes,
    identifiants,
    journal,
    limites,
    outbox,
    pieces,
    sessions,
)
from chalicelib.storage.parallel import together
from chalicelib.storage.transaction import EcritureRefusee, commit

__all__ = [
    "EcritureRefusee",
    "agents",
    "commit",
    "comptes",
    "cryptogrammes",
    "definitions",
    "demandes",
    "identifiants",
    "journal",
    "limites",
    "outbox",
    "pieces",
    "sessions",
    "together",
]
