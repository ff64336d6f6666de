"""What rests, called by its noun: storage.demandes.get."""

from chalicelib.storage import (
    agents,
    comptes,
    conservation,
    cryptogrammes,
    definitions,
    demandes,
    exports,
    identifiants,
    journal,
    limites,
    mots_de_passe,
    outbox,
    pieces,
    rapprochements,
    sessions,
)
from chalicelib.storage.parallel import together
from chalicelib.storage.transaction import EcritureRefusee, commit

__all__ = [
    "EcritureRefusee",
    "agents",
    "commit",
    "comptes",
    "conservation",
    "cryptogrammes",
    "definitions",
    "demandes",
    "exports",
    "identifiants",
    "journal",
    "limites",
    "mots_de_passe",
    "outbox",
    "pieces",
    "rapprochements",
    "sessions",
    "together",
]
