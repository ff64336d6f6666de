"""/panier as a browser calls it: what is in it, what may join it, and the sentences of the refusals."""

import pytest

from chalicelib.domain.errors_paiement import PHRASE
from chalicelib.domain.facture import Evenement
from chalicelib.services import cadence
from tests.factures import emitted, happen
from tests.famille import payeur
from tests.payfip import simulateur
from tests.problemes import refused


@pytest.fixture
def payfip(aws):
    cadence.forget()
    with simulateur() as simule:
        yield simule


@pytest.fixture
def amelie(portail):
    return payeur(portail)


def add(browser, *numeros, **changes):
    ids = [emitted(numero=numero, **changes) for numero in numeros]
    answers = [browser.post("/panier/lignes", {"facture": id_}) for id_ in ids]
    assert {answer.status_code for answer in answers} == {201}
    return ids


def test_an_empty_panier_is_one(amelie):
    vide = {"regie": "", "regie_nom": "", "lignes": [], "montant_centimes": 0, "retirees": [], "paiement": None}
    assert amelie.get("/panier").json_body == vide


def test_the_panier_shows_what_it_holds_and_lets_it_go(amelie):
    une, deux = add(amelie, "F-1", "F-2")
    panier = amelie.get("/panier").json_body
    assert (panier["regie"], panier["regie_nom"], panier["montant_centimes"]) == ("ville", "Ville", 2 * 5190)
    assert panier["lignes"][0] == {
        "facture": une,
        "numero": "F-1",
        "objet": "Restauration et périscolaire",
        "periode": "Octobre 2026",
        "montant_centimes": 5190,
    }
    assert amelie.call("DELETE", f"/panier/lignes/{deux}").status_code == 204
    assert [ligne["numero"] for ligne in amelie.get("/panier").json_body["lignes"]] == ["F-1"]
    assert amelie.call("DELETE", "/panier").status_code == 204
    assert amelie.get("/panier").json_body["lignes"] == []


@pytest.mark.parametrize("regie", ["ville", "ccas"])
def test_what_cannot_join_is_refused_with_the_literal_sentence(amelie, regie):
    """R37, R38."""
    (une,) = add(amelie, "F-1")
    autre = une if regie == "ville" else emitted(numero="F-2", regie=regie)
    refus = amelie.post("/panier/lignes", {"facture": autre})
    refused(refus, 409, "panier-incompatible")
    assert refus.json_body["detail"] == PHRASE


@pytest.mark.parametrize("facture", ["", "inconnue", "x" * 4000, "MTA0Mg.20261105" + "0" * 16])
def test_an_unknown_facture_is_introuvable(amelie, facture):
    refused(amelie.post("/panier/lignes", {"facture": facture}), 404, "introuvable")


@pytest.mark.parametrize(
    ("body", "champs"),
    [
        ({}, [""]),
        ({"facture": 3}, ["facture"]),
        ({"facture": "a", "montant": 1}, [""]),
        (b"facture=a", []),
        (b"\xff", []),
    ],
)
def test_a_malformed_request_is_told_apart(amelie, body, champs):
    refused(amelie.post("/panier/lignes", body), 400, "requete-illisible", *champs)


def test_what_is_paid_cannot_join_and_what_left_is_told(amelie):
    ids = add(amelie, "F-1", "F-2")
    happen(ids[0], Evenement.PAYER_AU_GUICHET, paiement="g1")
    panier = amelie.get("/panier").json_body
    assert panier["retirees"] == [{"numero": "F-1", "motif": "La facture F-1 est déjà payée."}]
    assert panier["montant_centimes"] == 5190
    refused(amelie.post("/panier/lignes", {"facture": ids[0]}), 409, "facture-non-payable")


def test_an_empty_panier_cannot_be_paid(amelie):
    refused(amelie.post("/panier/paiement", {}), 409, "panier-vide")


def test_a_payment_needs_its_key_and_takes_no_amount(amelie):
    add(amelie, "F-1")
    refused(amelie.call("POST", "/panier/paiement", {}), 400, "requete-illisible")
    refused(amelie.post("/panier/paiement", {"montant_centimes": 1}), 400, "requete-illisible", "")


@pytest.mark.parametrize("montant", [99, 10_000_000])
def test_an_amount_out_of_the_bounds_of_the_payment_page_is_told_plainly(payfip, amelie, montant):
    add(amelie, "F-1", montant=montant)
    refused(amelie.post("/panier/paiement", {}), 409, "paiement-impossible")


def test_payfip_out_of_reach_is_told_plainly_and_the_panier_is_kept(payfip, amelie):
    add(amelie, "F-1")
    payfip.regler(panne="indisponible")
    refus = amelie.post("/panier/paiement", {})
    refused(refus, 503, "indisponible")
    assert "Rien n’est perdu" in refus.json_body["detail"]
    assert amelie.get("/panier").json_body["paiement"] is None


def test_a_payment_that_waits_holds_the_panier_and_another_tab_goes_on_with_it(payfip, amelie):
    ids = add(amelie, "F-1")
    commence = amelie.post("/panier/paiement", {}).json_body
    tenu = amelie.get("/panier").json_body["paiement"]
    assert (tenu["id"], tenu["etat"], tenu["reprise"]) == (commence["paiement"], "initie", commence["url"])
    assert amelie.post("/panier/paiement", {}).json_body == commence
    refused(amelie.call("DELETE", "/panier"), 409, "paiement-en-cours")
    refused(amelie.call("DELETE", f"/panier/lignes/{ids[0]}"), 409, "paiement-en-cours")
    refused(amelie.post("/panier/lignes", {"facture": emitted(numero="F-2")}), 409, "paiement-en-cours")
