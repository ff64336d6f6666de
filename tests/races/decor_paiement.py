"""Familles, their comptes and their factures, before they pay: see decor.py."""

import itertools
from datetime import timedelta

from chalicelib import clock, services, storage
from chalicelib.domain.facture import Emission, Evenement, LigneDeFacture, id_of
from chalicelib.domain.session import Agent
from chalicelib.services.guichet import Saisie
from tests.races import decor

FAMILLE = "1001"
ANCIEN = timedelta(days=30)
"""Age of the comptes: more than two jours ouvrés (R35)."""
REGISSEUR = Agent("regie@valmont.example", "Inès", "Faure", ("scolaire", "ccas"), ("lire", "regisseur"))
"""Of both régies."""
_rangs = itertools.count(1)


def membre(famille=FAMILLE):
    """The id of a compte of the famille, valid and known to the billing software."""
    return decor.compte(numero_famille=famille, cree_le=clock.now() - ANCIEN).id


def facture(montant=4250, regie="ville", famille=FAMILLE):
    """The id of a facture to pay; `montant` in centimes."""
    jour, numero = clock.today(), f"2026-{next(_rangs):06d}"
    ligne = LigneDeFacture("Cantine", "Léo", 1000, montant, montant)
    emission = Emission(
        regie, numero, famille, "Amélie Lire", "Cantine", "Octobre", jour, jour + ANCIEN, montant, (ligne,)
    )
    storage.commit(*storage.factures.creation(emission, clock.now()))
    return id_of(emission)


def panier(compte, *factures):
    """Filled, one facture after the other."""
    for facture_id in factures:
        services.paniers.add(compte, facture_id)


def move(**delay):
    """The clock of the portal and of PayFiP."""
    clock.offset += timedelta(**delay)


def start(compte, cle=None):
    """« Payer »: the id of the payment."""
    return services.paiements.start(compte, cle or decor.stamp())


def started(*factures, compte=None):
    """A compte and its payment, begun for these factures."""
    compte = compte or membre()
    panier(compte, *factures)
    return compte, start(compte).id


def settle(tresor):
    """Two days later, everything has been told and asked."""
    move(days=1, hours=1)
    for idop in tuple(tresor.operations):
        services.paiements.notify(idop)
    sweep()


def sweep():
    """The scheduled query."""
    return services.paiements.verify_pending(lambda: 600)


def cancel(facture_id):
    """An avoir."""
    storage.commit(storage.factures.change(facture_id, Evenement.ANNULER))


def pay_at_the_counter(facture_id):
    """By cheque."""
    return services.guichet.settle(REGISSEUR, facture_id, Saisie("cheque"), decor.stamp())
