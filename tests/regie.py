"""What a régie has, at rest, one of each kind: what its routes are called with to see who may call them."""

from datetime import date

from chalicelib import clock, storage
from chalicelib.domain.concordance import Concordance
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.import_travail import Travail
from tests import exemples, factures
from tests.facturation import FORMAT, IMPORTS

REGIE = "ville"
A_PAYER = factures.facture(numero="a-payer").id
PAYEE = factures.facture(numero="payee").id
PAIEMENT, IMPORT, RAPPROCHEMENT = "paiement-de-la-ville", "import-de-la-ville", "rapprochement-de-la-ville"
IDS = {
    "/agents/factures/": A_PAYER,
    "/agents/paiements/": PAIEMENT,
    "/agents/imports/": IMPORT,
    "/agents/rapprochements/": RAPPROCHEMENT,
}
RELEVE = "EN-TETE\nLIGNE;20112026;V267KQF3MXPABCD;5190\nPIED-DE-PAGE"
LIGNE = {"prestation": "Repas", "quantite": "1", "prix_unitaire_centimes": 350}
EMISE = {
    "regie": REGIE,
    "numero": "de-la-main",
    "famille": "1042",
    "payeur": "Mme Lire",
    "objet": "Repas",
    "emise_le": "2026-11-05",
    "echeance_le": "2026-12-05",
    "lignes": [LIGNE],
}
CORPS = {
    "/agents/factures": EMISE,
    "/agents/factures/documents": {"regie": REGIE, "nom": "facture.pdf", "taille": 1000},
    "/agents/factures/{id}/annulation": {"motif": "Erreur de tarif.", "avoir": "AV-1"},
    "/agents/factures/{id}/reglement": {"moyen": "cheque"},
    "/agents/imports": {
        "regie": REGIE,
        "cle": storage.travaux.key(REGIE, "0123456789abcdef0123456789abcdef"),
        "nom": "octobre.csv",
        "format": IMPORTS,
    },
    "/agents/imports/depots": {"regie": REGIE, "nom": "octobre.csv", "taille": 1000},
    "/agents/paiements/{id}/remboursement": {"note": "Virement du 24 novembre."},
    "/agents/paiements/{id}/liberation": {"note": "Réponse de la trésorerie."},
    "/agents/rapprochements": {"regie": REGIE, "nom": "releve.csv", "contenu": RELEVE},
}
"""Of the routes that take something, by path."""


def put():
    """One of each."""
    factures.emitted(numero="a-payer")
    factures.paid(factures.emitted(numero="payee"), paiement=PAIEMENT)
    now, jour = clock.now(), date(2026, 11, 20)
    travail = Travail(IMPORT, REGIE, "octobre.csv", "", FORMAT, "Inès Faure", "", now, Sceau("c", "c"))
    rapprochement = Concordance(RAPPROCHEMENT, REGIE, "releve.csv", "Inès Faure", now, jour, jour, 1, 5190, 1, 0, ())
    storage.commit(storage.travaux.creation(travail, now), storage.concordances.keeping(rapprochement))


def id_of(route):
    """Of the thing that it is about."""
    return next((id_ for debut, id_ in IDS.items() if route.chemin.startswith(debut)), exemples.compte().id)


def query(route, regie=REGIE):
    """What it asks of that régie."""
    champs = {"regie": regie, "jour": clock.today().isoformat(), "famille": "1042"}
    posees = "&".join(f"{nom}={champs[nom]}" for nom in route.questions if nom in champs)
    return f"?{posees}" if "regie" in route.questions else ""
