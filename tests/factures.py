"""Factures that tests put in the store."""

from dataclasses import replace
from datetime import date, timedelta

from chalicelib import clock, storage
from chalicelib.domain.compte import Etat as EtatDeCompte
from chalicelib.domain.facture import Emission, Etat, Evenement, Facture, LigneDeFacture, Reglement, id_of
from chalicelib.domain.paiement import Etat as EtatDePaiement
from chalicelib.domain.paiement import Moyen, Paiement, Part

QUITTANCE = "V26-7KQF-3MXP-ABCD"


def emission(**changes):
    """Of a month of school meals, for the famille 1042."""
    lignes = (
        LigneDeFacture("Restauration scolaire", "Jeanne Marchand", 14000, 345, 4830),
        LigneDeFacture("Accueil périscolaire du soir", "Jeanne Marchand", 1500, 240, 360),
    )
    champs = {
        "regie": "ville",
        "numero": "2026-10-0118",
        "famille": "1042",
        "payeur": "Mme Amélie LIRE",
        "objet": "Restauration et périscolaire",
        "periode": "Octobre 2026",
        "emise_le": date(2026, 11, 5),
        "echeance_le": date(2026, 12, 5),
        "montant": 5190,
        "lignes": lignes,
    }
    return Emission(**champs | changes)


def facture(etat=Etat.A_PAYER, **changes):
    """In some state."""
    dite = emission(**changes)
    return Facture(id_of(dite), dite, etat)


def emitted(le=None, **changes):
    """At rest since `le`, or now; gives its id."""
    dite = emission(**changes)
    storage.commit(*storage.factures.creation(dite, le or clock.now()))
    return id_of(dite)


def happen(id_, evenement, **details):
    """A transition, committed; gives the facture as it rests."""
    storage.commit(storage.factures.change(id_, evenement, **details))
    return storage.factures.find(id_, consistent=True)


def engaged(id_, paiement="p1"):
    """Held by a paiement."""
    montant = storage.factures.find(id_).emission.montant
    return happen(id_, Evenement.ENGAGER, paiement=paiement, montant=montant)


def paid(id_, moyen=Moyen.CARTE, paiement="p1", **changes):
    """By a paiement that rests beside it; gives that."""
    lue = storage.factures.find(id_)
    now = clock.now()
    champs = {
        "id": paiement,
        "compte": "c1",
        "regie": lue.emission.regie,
        "etat": EtatDePaiement.PAYE,
        "moyen": moyen,
        "montant": lue.emission.montant,
        "refdet": QUITTANCE.replace("-", ""),
        "courriel": "amelie@exemple.fr",
        "initie_le": now,
        "parts": (Part(id_, lue.emission.numero, lue.emission.montant),),
        "paye_le": now,
        "quittance": QUITTANCE,
    }
    fait = Paiement(**champs | changes)
    engaged(id_, paiement)
    storage.commit(
        storage.factures.change(id_, Evenement.PAYER, paiement=paiement, reglement=Reglement(now, moyen, QUITTANCE)),
        storage.paiements.creation(fait),
    )
    return fait


def resident(portail, **changes):
    """Logged in with a compte created ten days ago, that the mairie has validated for the famille 1042."""
    clock.offset -= timedelta(days=10)
    identifiant = portail.create_compte(**changes)
    clock.offset += timedelta(days=10)
    avant = storage.comptes.get(storage.identifiants.get(identifiant).sujet)
    apres = replace(avant, etat=EtatDeCompte.VALIDE, numero_famille="1042", version=avant.version + 1)
    storage.commit(storage.comptes.change(apres))
    assert portail.login(identifiant).status_code == 200
    return portail
