"""What the archive of a compte holds, read at one moment: its demandes, its drafts, what was billed and paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from chalicelib import clock, storage
from chalicelib.domain.brouillon import Brouillon
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.demande import Demande
from chalicelib.domain.facture import Facture
from chalicelib.domain.journal import Ligne
from chalicelib.domain.paiement import Paiement
from chalicelib.domain.panier import Panier
from chalicelib.storage.identifiants import Acces

DEMANDES_MAXIMUM = 1000
"""Ten lifetimes; more is for the mairie to send."""
FACTURES_PAR_PAGE = 100


@dataclass(frozen=True, slots=True)
class Dossier:
    """`panier`: not paid yet; `factures`: of the foyer, and `paiements` what was paid of them."""

    compte: Compte
    acces: Acces
    demandes: tuple[Demande, ...]
    journal: tuple[Ligne, ...]
    brouillons: tuple[Brouillon, ...]
    panier: Panier
    factures: tuple[Facture, ...] = ()
    paiements: tuple[Paiement, ...] = ()


def collect(compte: str) -> Dossier:
    """Everything but the bytes of the pièces. Raises Introuvable."""
    titulaire = storage.comptes.get(compte)
    acces, journal, drafts, (_, panier) = storage.together(
        partial(storage.identifiants.get, titulaire.identifiant),
        partial(storage.journal.read, f"compte:{compte}", clock.now()),
        partial(storage.brouillons.all_of, compte),
        partial(storage.paniers.read, compte),
    )
    factures = tuple(_factures(titulaire))
    paiements = storage.paiements.find_all(facture.paiement for facture in factures if facture.paiement)
    return Dossier(
        titulaire,
        acces,
        tuple(_demandes(compte)),
        tuple(journal),
        drafts,
        panier,
        factures,
        tuple(sorted(paiements.values(), key=lambda paiement: paiement.initie_le, reverse=True)),
    )


def _demandes(compte: str) -> Iterator[Demande]:
    """Page by page of the index, each demande then read itself: the index is late and partial."""
    suite: str | None = None
    lues = 0
    while lues < DEMANDES_MAXIMUM:
        page = storage.demandes.of_compte(compte, suite)
        trouvees = storage.together(*(partial(storage.demandes.find, resume.numero) for resume in page.elements))
        yield from (demande for demande in trouvees if demande and demande.compte == compte)
        lues, suite = lues + len(page.elements), page.suite
        if suite is None:
            return


def _factures(titulaire: Compte) -> Iterator[Facture]:
    """All of its famille's, newest first, once the mairie said which famille that is."""
    if not titulaire.numero_famille or titulaire.etat is not Etat.VALIDE:
        return
    suite: str | None = None
    while True:
        page = storage.factures.of_famille(titulaire.numero_famille, suite=suite, limit=FACTURES_PAR_PAGE)
        yield from page.elements
        suite = page.suite
        if suite is None:
            return
