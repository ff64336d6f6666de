"""What the portal writes to a citizen about what opens their compte, and the line it leaves in the journal."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from chalicelib import clock, storage
from chalicelib.domain.compte import Compte
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.francais import format_date
from chalicelib.domain.journal import Ligne
from chalicelib.storage.transaction import Ajout


def about(compte: Compte, modele: str, variables: Mapping[str, str] | None = None) -> Courriel:
    """To the address on file, with the moment in the town's time."""
    communes = {"prenom": compte.identite.prenom, "nom": compte.identite.nom, "quand": moment(clock.now())}
    return Courriel(
        uuid.uuid4().hex, modele, compte.coordonnees.courriel, communes | dict(variables or {}), clock.now()
    )


def line(compte: Compte, action: str, precision: str = "") -> Ajout:
    """The citizen is the author."""
    return storage.journal.line(Ligne(f"compte:{compte.id}", action, compte.id, clock.now(), precision))


def moment(le: datetime) -> str:
    """« 27 mars 2026 à 9 h 05 »."""
    local = le.astimezone(clock.PARIS)
    return f"{format_date(local.date())} à {local.hour}\u00a0h\u00a0{local.minute:02d}"
