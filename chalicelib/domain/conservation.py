"""How long each kind of data is kept, and what the daily task does about it (RGPD, article 5)."""

from datetime import date, timedelta

from chalicelib.domain.compte import Compte

COMPTE = "compte"
"""Of the index by due date."""
JAMAIS_UTILISE = timedelta(days=90)


def first_due(compte: Compte) -> date:
    """The day on which a compte that nobody ever used is erased."""
    return (compte.cree_le + JAMAIS_UTILISE).date()
