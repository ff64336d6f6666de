"""Secrets that a mail carries and the outbox never holds: drawn from an id, at the moment when it leaves.

A mail that is sent again says the same.
"""

from dataclasses import replace

from chalicelib.config import settings
from chalicelib.domain import secours
from chalicelib.domain.courriel import Courriel

TIRES = {"mot_de_passe_provisoire": ("secours", "mot_de_passe", secours.mot_de_passe)}
"""By model: the variable that holds the id, the one that the model shows, and how the portal's secret makes it."""


def complete(courriel: Courriel) -> Courriel:
    """With what its model shows; any other mail as it is."""
    if courriel.modele not in TIRES:
        return courriel
    source, cible, tirer = TIRES[courriel.modele]
    tire = {cible: tirer(settings().secret, courriel.variables[source])}
    return replace(courriel, variables=courriel.variables | tire)
