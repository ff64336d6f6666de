"""« Mes comptes »: the factures of a foyer, and which condition is missing when none shows (R33–R36)."""

from dataclasses import dataclass
from functools import partial

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import mes_comptes, payfip
from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import Introuvable, RequeteIllisible
from chalicelib.domain.facture import LONGUEUR_ID, Etat, Facture, rubrique
from chalicelib.domain.journal import Ligne
from chalicelib.domain.mes_comptes import AUCUNE, Manque
from chalicelib.domain.page import Page
from chalicelib.domain.panier import Panier
from chalicelib.domain.session import Agent
from chalicelib.services import regies

ARCHIVE = "archive"
RUBRIQUES = (None, "a_payer", "releve", ARCHIVE)
PAR_PAGE = 20
"""More than most foyers get in three months; three read units, with the session and the panier."""


@dataclass(frozen=True, slots=True)
class Comptes:
    """What « Mes comptes » shows: factures, or why there is none. `panier`: as it rests."""

    factures: Page[Facture]
    panier: Panier
    manque: Manque | None = None


def list_own(compte: str, indice: str, voulue: str | None, suite: str | None) -> Comptes:
    """A rubrique of the last three months (both without one), or the archive. Raises RequeteIllisible, Introuvable.

    `indice`: the famille at the log-in. One round trip, two when the mairie has changed it since.
    """
    if voulue not in RUBRIQUES:
        raise RequeteIllisible
    (titulaire, panier), page = storage.together(
        partial(storage.paniers.read, compte), partial(_page, indice, voulue, suite)
    )
    manque = condition(titulaire)
    if manque:
        return Comptes(Page(()), panier, manque)
    if titulaire.numero_famille != indice:
        page = _page(titulaire.numero_famille, voulue, suite)
    if not (page.elements or suite or voulue == ARCHIVE):
        return Comptes(page, panier, AUCUNE)
    gardees = (facture for facture in page.elements if voulue in {None, ARCHIVE, rubrique(facture)})
    return Comptes(Page(tuple(gardees), page.suite), panier)


def read_own(compte: str, id: str) -> tuple[Facture, Panier]:  # noqa: A002
    """One of the foyer's. Raises Introuvable: another's looks like one that does not exist. One round trip."""
    (titulaire, panier), facture = storage.together(
        partial(storage.paniers.read, compte), partial(storage.factures.find, id)
    )
    if facture is None or not is_own(titulaire, facture.emission.famille):
        raise Introuvable
    return facture, panier


def read_for_agent(agent: Agent, id: str) -> Facture:  # noqa: A002
    """One of their régies', on paper; a line in the journal says who took it. Raises Introuvable. One round trip."""
    ligne = Ligne(f"facture:{id[:LONGUEUR_ID]}", "document", agent.courriel, clock.now())
    facture: Facture | None
    facture, _ = storage.together(partial(storage.factures.find, id), partial(storage.journal.record, ligne))
    if facture is None:
        raise Introuvable
    regies.check(agent, facture.emission.regie)
    return facture


def condition(titulaire: Compte | None) -> Manque | None:
    """What keeps a compte from its factures (R35). Raises Introuvable when it is closed."""
    if titulaire is None:
        raise Introuvable
    cree_le = titulaire.cree_le.astimezone(clock.PARIS).date()
    return mes_comptes.missing(titulaire, cree_le, clock.today(), settings().commune.insee)


def is_own(titulaire: Compte | None, famille: str) -> bool:
    """Whether that compte may see what is billed to this famille."""
    return condition(titulaire) is None and titulaire is not None and titulaire.numero_famille == famille


def may_be_paid_online(facture: Facture) -> bool:
    """Its régie has a payment page, which takes that amount."""
    regie = settings().commune.regies.get(facture.emission.regie)
    en_ligne = regie is not None and regie.payfip is not None
    return en_ligne and facture.etat is Etat.A_PAYER and payfip.is_payable(facture.emission.montant)


def _page(famille: str, voulue: str | None, suite: str | None) -> Page[Facture]:
    if not famille:
        return Page(())
    depuis = mes_comptes.recent_since(clock.today())
    if voulue == ARCHIVE:
        return storage.factures.of_famille(famille, avant=depuis, suite=suite)
    return storage.factures.of_famille(famille, depuis, suite=suite, limit=PAR_PAGE)
