"""« Accueil » (R31): who is logged in, their latest demandes and what they have not finished."""

from functools import partial

from chalicelib import storage
from chalicelib.domain.brouillon import ResumeDeBrouillon
from chalicelib.domain.compte import Compte
from chalicelib.domain.demande import Resume
from chalicelib.domain.page import Page


def read(compte: str) -> tuple[Compte, Page[Resume], tuple[ResumeDeBrouillon, ...]]:
    """The compte, the first page of its demandes, its drafts. One round trip. Raises Introuvable."""
    found: Compte
    page: Page[Resume]
    drafts: tuple[ResumeDeBrouillon, ...]
    found, page, drafts = storage.together(
        partial(storage.comptes.get, compte),
        partial(storage.demandes.of_compte, compte, None),
        partial(storage.brouillons.of_compte, compte),
    )
    return found, page, drafts
