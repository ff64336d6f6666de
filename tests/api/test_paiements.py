"""/paiements as a browser and PayFiP call it: follow, notification, return."""

import json
from datetime import datetime

import pytest
from chalice.local import LambdaContext

from app import verifier_paiements
from chalicelib import clock, storage
from chalicelib.domain.paiement import VALIDITE, Etat
from chalicelib.services import cadence
from tests.factures import emitted
from tests.famille import payeur
from tests.payfip import IDOP_INCONNU, simulateur
from tests.problemes import refused

AILLEURS = {"Origin": "https://www.payfip.gouv.fr", "X_Requested_With": None, "Cookie": ""}
FORMULAIRE = "application/x-www-form-urlencoded"


@pytest.fixture
def payfip(aws):
    cadence.forget()
    with simulateur() as simule:
        yield simule


@pytest.fixture
def amelie(payfip, portail):
    return payeur(portail)


@pytest.fixture
def paiement(amelie):
    """Begun: its id."""
    amelie.post("/panier/lignes", {"facture": emitted(numero="F-1")})
    return amelie.post("/panier/paiement", {}).json_body["paiement"]


def notified(portail, corps, type_=FORMULAIRE):
    return portail.call("POST", "/paiements/notification", corps, **AILLEURS, Content_Type=type_).status_code


def test_a_payment_is_announced_as_the_protocol_wants_it(amelie, paiement, payfip):
    champs = payfip.operations.find(paiement).champs
    assert champs["urlnotif"] == "https://demarches.valmont-sur-lys.example/api/paiements/notification"
    assert champs["urlredirect"] == "https://demarches.valmont-sur-lys.example/api/paiements/retour"
    assert (champs["montant"], champs["numcli"], champs["saisie"]) == ("5190", "006382", "T")
    assert (champs["mel"], champs["objet"]) == ("amelie@exemple.fr", "Ville F 1")


def test_who_pays_follows_it_from_the_first_click_to_the_quittance(amelie, paiement, payfip, portail):
    suivi = amelie.get(f"/paiements/{paiement}").json_body
    debut = datetime.fromisoformat(suivi.pop("initie_le"))
    assert debut.tzinfo is not None
    facture = suivi["lignes"][0].pop("facture")
    assert suivi == {
        "id": paiement,
        "etat": "initie",
        "etat_libelle": "En cours",
        "montant_centimes": 5190,
        "quittance": None,
        "regie": "ville",
        "regie_nom": "Ville",
        "lignes": [{"numero": "F-1", "montant_centimes": 5190}],
        "paye_le": None,
        "libere": False,
        "reprise": f"{payfip.page}?idop={paiement}",
        "verification": True,
        "libre_a": None,
        "a_rembourser": False,
        "rembourse_le": None,
        "non_concordant": False,
    }
    payfip.choisir(paiement, "P")
    assert notified(portail, f"idop={paiement}".encode()) == 200
    fin = amelie.get(f"/paiements/{paiement}").json_body
    assert (fin["etat"], fin["verification"], fin["reprise"]) == ("paye", False, None)
    assert fin["quittance"] == storage.factures.find(facture).reglement.quittance


@pytest.mark.parametrize("champ", ["idop", "idOp"])
@pytest.mark.parametrize("type_", [FORMULAIRE, f"{FORMULAIRE}; charset=UTF-8", "text/plain"])
def test_payfip_may_write_its_notification_in_several_ways(paiement, payfip, portail, champ, type_):
    payfip.choisir(paiement, "P")
    assert notified(portail, f"autre=1&{champ}={paiement}".encode(), type_) == 200
    assert storage.paiements.find(paiement).etat is Etat.PAYE


@pytest.mark.parametrize(
    "corps",
    [b"", b"idop=", b"idop=nimporte", f"idop={IDOP_INCONNU}".encode(), b"resultrans=P", b"\xff\xfe",
     b"idop=" + b"a" * 9000, json.dumps({"idop": IDOP_INCONNU}).encode(), b"idop=a&idop=b&idOp=c"],
)  # fmt: skip
def test_a_notification_that_is_not_ours_is_answered_and_forgotten(paiement, payfip, portail, corps):
    payfip.choisir(paiement, "P")
    assert notified(portail, corps) == 200
    assert storage.paiements.find(paiement).etat is Etat.INITIE


def test_a_notification_carries_no_result(paiement, portail):
    assert notified(portail, f"idop={paiement}&resultrans=P&montant=5190".encode()) == 200
    assert storage.paiements.find(paiement).etat is Etat.INITIE


def test_a_notification_that_payfip_does_not_back_comes_again(paiement, payfip, portail):
    payfip.choisir(paiement, "P")
    payfip.regler(panne="technique")
    assert notified(portail, f"idop={paiement}".encode()) == 503
    payfip.regler()
    assert [notified(portail, f"idop={paiement}".encode()) for _ in range(2)] == [200, 200]


def test_the_browser_comes_back_to_the_page_that_asks_again(paiement, portail):
    page = f"/paiement/?id={paiement}"
    par_lien = portail.call("GET", f"/paiements/retour?idop={paiement}", **AILLEURS, Content_Type=None)
    par_formulaire = portail.call(
        "POST", "/paiements/retour", f"idOp={paiement}".encode(), **AILLEURS, Content_Type=FORMULAIRE
    )
    for answer in (par_lien, par_formulaire):
        assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert storage.paiements.find(paiement).etat is Etat.INITIE


def test_the_return_leads_nowhere_else(portail):
    answer = portail.call("POST", "/paiements/retour", b"idop=//mechant.example/%0d%0aX: y", **AILLEURS)
    assert answer.headers["Location"] == "/paiement/?id=%2F%2Fmechant.example%2F%0D%0AX%3A%20y"


@pytest.mark.parametrize("id_", [IDOP_INCONNU, "x" * 3000, "..", "é"])
def test_a_payment_that_is_not_one_s_own_is_introuvable(amelie, paiement, portail, id_):
    refused(amelie.get(f"/paiements/{id_}"), 404, "introuvable")
    refused(payeur(portail, "c2").get(f"/paiements/{paiement}"), 404, "introuvable")


def test_the_scheduled_function_asks_about_what_waits(paiement, payfip):
    payfip.choisir(paiement, "P")
    context = LambdaContext("portail", memory_size=1024, max_runtime_ms=60_000)
    assert verifier_paiements({}, context) == 1
    assert storage.paiements.find(paiement).etat is Etat.PAYE
    assert verifier_paiements({}, context) == 0


def test_the_page_of_a_payment_closes_after_a_quarter_of_an_hour(amelie, paiement):
    clock.offset += VALIDITE
    assert amelie.get(f"/paiements/{paiement}").json_body["reprise"] is None
    refused(amelie.post("/panier/paiement", {}), 409, "paiement-en-cours")


def test_what_does_not_agree_is_told_to_who_pays_and_leads_to_no_page(amelie, paiement, payfip, portail):
    payfip.choisir(paiement, "P")
    payfip.regler(alteration={"montant": "1"})
    assert notified(portail, f"idop={paiement}".encode()) == 200
    suivi, panier = amelie.get(f"/paiements/{paiement}").json_body, amelie.get("/panier").json_body
    assert (suivi["non_concordant"], suivi["verification"], suivi["reprise"]) == (True, True, None)
    assert (panier["paiement"]["non_concordant"], panier["paiement"]["reprise"]) == (True, None)
    refus = amelie.post("/panier/paiement", {})
    refused(refus, 409, "paiement-en-cours")
    assert "Appelez la mairie" in refus.json_body["detail"]
