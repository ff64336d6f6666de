"""« Accueil » (R31): who is logged in, and their latest demandes."""

from functools import partial

from chalicelib import storage
from chalicelib.domain.compte import Compte
from chalicelib.domain.demande import Resume
from chalicelib.domain.page import Page


def read(compte: str) -> tuple[Compte, Page[Resume]]:
    """The compte and the first page of its demandes. One round trip. Raises Introuvable."""
    found: Compte
    page: Page[Resume]
    found, page = storage.together(
        partial(storage.comptes.get, compte),
        partial(storage.demandes.of_compte, compte, None),
    )
    return found, page
