"""Factures as the agents of their régie find and read them; what they do with one is in guichet.py and emission.py."""

from functools import partial

from chalicelib import clock, storage
from chalicelib.domain.errors import Introuvable, RequeteIllisible
from chalicelib.domain.facture import Facture
from chalicelib.domain.journal import Ligne
from chalicelib.domain.page import Page
from chalicelib.domain.paiement import Paiement
from chalicelib.domain.session import Agent
from chalicelib.domain.validation import NUMERO_FAMILLE
from chalicelib.services import regies

LONGUEUR_MAXIMALE = 100
"""Of what is searched, and of an id."""
LUES = 100
"""Factures of a family read at once: it may have some of another régie."""


def search(agent: Agent, regie: str, famille: str | None, numero: str | None, suite: str | None) -> Page[Facture]:
    """The one of that numéro, or those of that family, newest first; a page may be short and have a `suite`.

    Raises Introuvable for another's régie, RequeteIllisible when nothing is searched. Two round trips at the most.
    """
    regies.check(agent, regie)
    cherche = (numero or famille or "").strip()
    if not 0 < len(cherche) <= LONGUEUR_MAXIMALE:
        raise RequeteIllisible
    if numero:
        pointeur = storage.factures.pointer(regie, cherche)
        facture = storage.factures.find(pointeur.id) if pointeur else None
        return Page((facture,) if facture else ())
    if NUMERO_FAMILLE.fullmatch(cherche) is None:
        return Page(())  # nobody's, and perhaps the key of something else than a family
    page = storage.factures.of_famille(cherche, suite=suite, limit=LUES)
    return Page(tuple(facture for facture in page.elements if facture.emission.regie == regie), page.suite)


def open_facture(agent: Agent, id: str) -> tuple[Facture, Paiement | None]:  # noqa: A002
    """The facture and the payment that holds or paid it; a line in the journal says that the agent read it.

    Raises Introuvable outside their régies: the try is in the journal too. Two round trips.
    """
    facture, _ = storage.together(
        partial(storage.factures.find, id, consistent=True),
        partial(storage.journal.record, _line(agent, id)),
    )
    if facture is None:
        raise Introuvable
    regies.check(agent, facture.emission.regie)
    return facture, storage.paiements.find(facture.paiement) if facture.paiement else None


def _line(agent: Agent, id: str) -> Ligne:  # noqa: A002
    return Ligne(f"facture:{id[:LONGUEUR_MAXIMALE]}", "consultation", agent.courriel, clock.now())
