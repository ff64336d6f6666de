"""« Mes comptes » as the pages read it: factures, why there is none, the PDFs (R33–R36)."""

from datetime import timedelta

import pytest

from chalicelib import clock, storage
from chalicelib.domain.facture import Evenement, Reglement
from chalicelib.domain.paiement import Moyen
from chalicelib.domain.panier import LigneDePanier, Panier
from tests.factures import QUITTANCE, emitted, engaged, happen, paid, resident

INCONNUE = "MTA0Mg.202611050000000000000000"


@pytest.fixture
def amelie(portail):
    return resident(portail)


def ago(jours):
    return clock.today() - timedelta(days=jours)


def sujet(identifiant="amélie.lire"):
    return storage.identifiants.get(identifiant).sujet


def test_a_facture_to_pay_is_listed_with_what_the_page_shows(amelie):
    id_ = emitted(emise_le=ago(3), echeance_le=ago(1))
    body = amelie.get("/factures").json_body
    assert body["elements"] == [
        {
            "id": id_,
            "numero": "2026-10-0118",
            "regie": "ville",
            "regie_nom": "Ville",
            "objet": "Restauration et périscolaire",
            "periode": "Octobre 2026",
            "emise_le": ago(3).isoformat(),
            "echeance_le": ago(1).isoformat(),
            "montant_centimes": 5190,
            "etat": "a_payer",
            "etat_libelle": "À payer",
            "rubrique": "a_payer",
            "en_retard": True,
            "payable_en_ligne": True,
            "reglement": None,
            "paiement": None,
            "dans_panier": False,
        }
    ]
    assert (body["suite"], body["manque"]) == (None, None)
    assert body["panier"] == {"nombre": 0, "montant_centimes": 0, "paiement": None}


def test_a_facture_paid_says_how_and_with_which_quittance(amelie):
    id_ = emitted(emise_le=ago(3))
    paid(id_, Moyen.CARTE)
    (ligne,) = amelie.get("/factures?rubrique=releve").json_body["elements"]
    assert ligne["reglement"] == {
        "le": ligne["reglement"]["le"],
        "moyen": "carte",
        "moyen_libelle": "Carte bancaire",
        "quittance": QUITTANCE,
        "motif": "",
    }
    assert (ligne["etat_libelle"], ligne["paiement"], ligne["payable_en_ligne"]) == ("Payée", "p1", False)
    assert amelie.get("/factures?rubrique=a_payer").json_body["elements"] == []


def test_the_panier_says_what_waits_in_it_without_what_is_paid_already(amelie):
    ici, payee = emitted(numero="a", emise_le=ago(3)), emitted(numero="b", emise_le=ago(3))
    lignes = tuple(LigneDePanier(id_, "x", "Restauration", "Octobre", 5190) for id_ in (ici, payee))
    storage.paniers.save(Panier(sujet(), "ville", lignes))
    engaged(ici, "p2")
    assert amelie.get("/factures").json_body["panier"]["nombre"] == 2
    paid(payee)
    body = amelie.get("/factures").json_body
    assert body["panier"] == {"nombre": 1, "montant_centimes": 5190, "paiement": None}
    assert {ligne["id"]: ligne["dans_panier"] for ligne in body["elements"]} == {ici: True, payee: True}


def test_a_facture_shows_its_lines_and_what_happened_to_it(amelie):
    id_ = emitted(emise_le=ago(3))
    happen(id_, Evenement.ANNULER, reglement=Reglement(clock.now(), precision="A-12", motif="Erreur de tarif"))
    lue = amelie.get(f"/factures/{id_}").json_body
    assert lue["lignes"][1] == {
        "prestation": "Accueil périscolaire du soir",
        "concerne": "Jeanne Marchand",
        "quantite": "1,5",
        "prix_unitaire_centimes": 240,
        "montant_centimes": 360,
    }
    assert (lue["payeur"], lue["famille"]) == ("Mme Amélie LIRE", "1042")
    assert lue["reglement"]["motif"] == "Erreur de tarif"
    assert [episode["libelle"] for episode in lue["historique"]] == ["Facture émise", "Annulée\u00a0: Avoir A-12"]
    assert (lue["rubrique"], lue["etat_libelle"], lue["en_retard"]) == ("releve", "Annulée", False)


def test_the_page_says_which_condition_is_missing(portail):
    portail.logged_in()
    body = portail.get("/factures").json_body
    assert (body["elements"], body["manque"]["code"]) == ([], "non_valide")
    assert "validé" in body["manque"]["detail"]


def test_the_archive_is_read_page_by_page(amelie):
    issued = [emitted(numero=f"n{rang}", emise_le=ago(100 + rang)) for rang in range(25)]
    assert amelie.get("/factures").json_body["manque"]["code"] == "sans_facture"
    premiere = amelie.get("/factures?rubrique=archive").json_body
    seconde = amelie.get(f"/factures?rubrique=archive&suite={premiere['suite']}").json_body
    assert [ligne["id"] for ligne in premiere["elements"] + seconde["elements"]] == issued
    assert seconde["suite"] is None


@pytest.mark.parametrize("question", ["rubrique=toutes", "suite=%C3%A9", "suite=" + "A" * 200])
def test_a_question_that_nothing_asks_is_refused(amelie, question):
    assert amelie.get(f"/factures?{question}").status_code == 400


def test_papers_are_downloaded_under_a_name_that_says_what_they_are(amelie):
    id_ = emitted(numero="2026/10 n°118", emise_le=ago(3))
    paid(id_)
    papiers = {
        f"/factures/{id_}/document": "facture-2026-10-n-118.pdf",
        "/paiements/p1/quittance": f"quittance-{QUITTANCE}.pdf",
    }
    for chemin, nom in papiers.items():
        answer = amelie.get(chemin, Accept="application/pdf")
        assert answer.status_code == 200
        assert answer.body.startswith(b"%PDF-")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{nom}"'


def test_what_is_anothers_is_as_what_does_not_exist(amelie):
    autre = emitted(numero="autre", famille="2077")
    paid(autre, compte="c9")
    for chemin in (
        f"/factures/{autre}",
        f"/factures/{autre}/document",
        f"/factures/{INCONNUE}",
        "/factures/rien",
        "/paiements/p1/quittance",
        "/paiements/rien/quittance",
    ):
        assert amelie.get(chemin).status_code == 404, chemin


def test_agents_read_the_papers_of_their_regie(portail):
    id_ = emitted()
    paid(id_)
    ville, ccas = portail.another().login_agent("regie-ville"), portail.another().login_agent("regie-ccas")
    for chemin in (f"/agents/factures/{id_}/document", "/agents/paiements/p1/quittance"):
        assert ville.get(chemin, Accept="application/pdf").body.startswith(b"%PDF-")
        assert ccas.get(chemin).status_code == 404
        assert portail.another().login_agent("scolaire").get(chemin).status_code == 404
