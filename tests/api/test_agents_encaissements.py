"""The régisseur's routes: factures found and paid at the counter, stories of payments, the journal and its table."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.idempotence import seal
from chalicelib.storage import cursors
from tests import exemples
from tests.factures import emitted, engaged, paid
from tests.payfip import simulateur
from tests.problemes import refused

LUNDI = datetime(2026, 11, 23, 9, tzinfo=UTC)
JOUR = "2026-11-23"


@pytest.fixture
def regisseuse(portail):
    clock.offset += LUNDI - clock.now()
    return portail.another().login_agent("regie-ville")


@pytest.fixture
def due(regisseuse):
    return emitted()


def settle(browser, id_, cle="cle-du-reglement", **saisi):
    return browser.post(f"/agents/factures/{id_}/reglement", {"moyen": "cheque", **saisi}, cle=cle)


def journal(browser, question=f"jour={JOUR}", regie="ville"):
    return browser.get(f"/agents/encaissements?regie={regie}&{question}")


def test_the_regies_of_an_agent_say_what_can_be_done_there(regisseuse):
    (tenue,) = regisseuse.get("/agents/regies").json_body["elements"]
    assert (tenue["slug"], tenue["nom"], tenue["payfip"]) == ("ville", "Ville", True)
    assert [moyen["moyen"] for moyen in tenue["moyens"]] == ["especes", "cheque", "virement", "cesu"]
    assert tenue["format"]["colonnes"]["famille"] == "N° famille"


def test_a_facture_is_found_by_its_numero_or_its_family(regisseuse, due):
    emitted(numero="du-ccas", regie="ccas")
    for question in ("numero=2026-10-0118", "famille=1042", "numero=%202026-10-0118%20"):
        (trouvee,) = regisseuse.get(f"/agents/factures?regie=ville&{question}").json_body["elements"]
        assert (trouvee["id"], trouvee["payeur"], trouvee["famille"]) == (due, "Mme Amélie LIRE", "1042")
    for question in ("numero=inconnu", "famille=inconnue", "numero=du-ccas"):
        assert regisseuse.get(f"/agents/factures?regie=ville&{question}").json_body["elements"] == []
    for question in ("", "famille=", f"numero={'x' * 101}"):
        refused(regisseuse.get(f"/agents/factures?regie=ville&{question}"), 400, "requete-illisible")


def test_what_looks_like_a_key_of_the_store_is_nobody_s_family(regisseuse, due):
    """A numéro is kept beside the factures, under a key that no family has."""
    for famille in ("NUMERO%23ville%232026-10-0118", "NUMERO%23ccas%231"):
        for suite in ("", cursors.encode("Z")):
            page = regisseuse.get(f"/agents/factures?regie=ville&famille={famille}&suite={suite}")
            assert (page.status_code, page.json_body) == (200, {"elements": [], "suite": None})


def test_the_factures_of_a_family_are_paged_and_none_is_lost(regisseuse, monkeypatch):
    monkeypatch.setattr("chalicelib.services.factures_de_regie.LUES", 2)
    attendues = {emitted(numero=f"n{rang}", regie="ccas" if rang == 2 else "ville") for rang in range(5)}
    vues, suite = set(), ""
    while suite is not None:
        page = regisseuse.get(f"/agents/factures?regie=ville&famille=1042&suite={suite}").json_body
        vues |= {ligne["id"] for ligne in page["elements"]}
        suite = page["suite"]
    assert len(vues) == 4
    assert vues < attendues


def test_a_facture_is_read_with_the_payment_that_holds_it_and_the_reading_is_kept(regisseuse, due):
    assert regisseuse.get(f"/agents/factures/{due}").json_body["paiements"] == []
    paid(due)
    lue = regisseuse.get(f"/agents/factures/{due}").json_body
    assert (lue["etat"], lue["reglement"]["moyen"], lue["paiements"][0]["id"]) == ("payee", "carte", "p1")
    assert [ligne.action for ligne in exemples.journal_of(f"facture:{due}")] == ["consultation"] * 2
    refused(regisseuse.get("/agents/factures/inconnue"), 404, "introuvable")


def test_a_facture_is_paid_at_the_counter_once_whatever_is_sent_again(regisseuse, due):
    first = settle(regisseuse, due, le=JOUR, precision="n° 42")
    assert first.status_code == 201
    assert settle(regisseuse, due, le=JOUR, precision="n° 42").json_body == first.json_body
    refused(settle(regisseuse, due), 409, "cle-reutilisee")
    refused(settle(regisseuse, due, cle="une-autre-cle"), 409, "facture-non-payable")
    lue = regisseuse.get(f"/agents/factures/{due}").json_body
    assert lue["reglement"]["precision"] == "n° 42"
    (episode,) = lue["paiements"][0]["recit"]
    assert (episode["texte"], episode["auteur"]) == ("Encaissé au guichet\u00a0: Chèque n° 42", "Inès Faure")


def test_no_agent_says_that_a_card_paid(regisseuse, due):
    for moyen in ("carte", "prelevement_en_ligne", ""):
        refused(settle(regisseuse, due, moyen=moyen), 422, "saisie-invalide", "moyen")
    refused(settle(regisseuse, due, le="2026-11-24"), 422, "saisie-invalide", "le")
    refused(settle(regisseuse, due, le="2026-11-04"), 422, "saisie-invalide", "le")
    refused(settle(regisseuse, due, le="hier"), 400, "requete-illisible", "le")
    engaged(due)
    refused(settle(regisseuse, due), 409, "facture-non-payable")


def test_the_journal_of_a_day_tells_what_came_in_and_adds_up(regisseuse, due):
    settle(regisseuse, due)
    paid(emitted(numero="en-ligne"))
    lu = journal(regisseuse).json_body
    assert {ligne["moyen"] for ligne in lu["elements"]} == {"cheque", "carte"}
    assert lu["totaux"] == [
        {"moyen": "carte", "libelle": "Carte bancaire", "nombre": 1, "montant_centimes": 5190},
        {"moyen": "cheque", "libelle": "Chèque", "nombre": 1, "montant_centimes": 5190},
    ]
    sommes = {lu[nom] for nom in ("montant_centimes", "quittances_montant_centimes", "factures_montant_centimes")}
    assert (sommes, lu["juste"], lu["anomalies"], lu["a_rembourser_centimes"]) == ({10380}, True, [], 0)
    mois = journal(regisseuse, "mois=2026-11").json_body
    assert (mois["elements"], mois["montant_centimes"], mois["juste"]) == ([], 10380, True)
    assert journal(regisseuse, "jour=2026-11-22").json_body["nombre"] == 0


@pytest.mark.parametrize("question", ["", "jour=hier", "jour=20261123", "mois=2026-13", "mois=0000-01", "mois=26-11"])
def test_a_day_that_is_none_is_refused(regisseuse, question):
    refused(journal(regisseuse, question), 400, "requete-illisible")


def test_money_that_came_for_nothing_is_told_apart(regisseuse, due):
    paid(due)
    double = {"quittance": "", "anomalie": "encaisse_en_double"}
    trop = paid(emitted(numero="autre"), paiement="p2", **double)
    lu = journal(regisseuse).json_body
    assert (lu["montant_centimes"], lu["a_rembourser_centimes"], lu["juste"]) == (5190, 5190, True)
    ((anomalie),) = lu["anomalies"]
    assert (anomalie["paiement"], "rembourser" in anomalie["libelle"]) == (trop.id, True)


def test_the_table_is_a_file_for_a_french_spreadsheet(regisseuse, due):
    settle(regisseuse, due)
    answer = regisseuse.get(f"/agents/encaissements/export?regie=ville&jour={JOUR}", Accept="text/csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="encaissements-ville-{JOUR}.csv"'
    texte = answer.body.decode()
    assert texte.startswith("\ufeffDate;")
    assert texte.splitlines()[1].split(";")[-3:] == ["51,90", "51,90", ""]


def test_a_payment_online_is_followed_asked_about_and_told_whole(regisseuse):
    services.cadence.forget()
    depuis = clock.now() - timedelta(days=30)
    storage.commit(storage.comptes.creation(exemples.compte(etat="valide", numero_famille="1042", cree_le=depuis)))
    services.paniers.add("c1", emitted())
    with simulateur() as payfip:
        un = services.paiements.start("c1", seal("c1", "route", "une-cle-de-paiement", b""))
        (ligne,) = regisseuse.get("/agents/paiements?regie=ville&attente=1").json_body["elements"]
        assert (ligne["id"], ligne["etat"], ligne["parts"][0]["numero"]) == (un.id, "initie", "2026-10-0118")
        assert regisseuse.get(f"/agents/paiements/{un.id}").json_body["verification"]
        payfip.regler(panne="http")
        refused(regisseuse.post(f"/agents/paiements/{un.id}/verification", {}), 503, "indisponible")
        payfip.regler()
        assert regisseuse.post(f"/agents/paiements/{un.id}/verification", {}).json_body["etat"] == "initie"
        payfip.ouvrir(un.id)
        payfip.choisir(un.id, "P")
        fait = regisseuse.post(f"/agents/paiements/{un.id}/verification", {}).json_body
    assert (fait["etat"], fait["verification"], fait["moyen_libelle"]) == ("paye", False, "Carte bancaire")
    recit = [(episode["texte"].partition("(")[0].strip(), episode["auteur"]) for episode in fait["recit"]]
    assert recit[0] == ("Paiement commencé\u00a0: l’usager est envoyé sur la page de PayFiP", "")
    assert recit[1][0].startswith("PayFiP n’a pas répondu")
    assert recit[2:] == [
        ("PayFiP n’a pas encore de résultat", "Inès Faure"),
        ("Payé par carte bancaire, selon PayFiP", "Inès Faure"),
    ]
    assert "c1" not in str(fait)
    (ligne,) = regisseuse.get(f"/agents/paiements?regie=ville&jour={JOUR}").json_body["elements"]
    assert ligne["quittance"] == fait["quittance"]
    assert regisseuse.get("/agents/paiements?regie=ville&attente=1").json_body["elements"] == []


def test_what_is_taken_away_is_in_the_journal_with_who_took_it(regisseuse):
    id_ = emitted()
    paid(id_, paiement="p1")
    for chemin in (
        f"/agents/factures/{id_}/document",
        "/agents/paiements/p1/quittance",
        f"/agents/encaissements/export?regie=ville&jour={JOUR}",
    ):
        assert regisseuse.get(chemin, Accept="*/*").status_code == 200
    notees = {
        sujet: [(note.action, note.auteur) for note in storage.journal.read(sujet, clock.now())]
        for sujet in (f"facture:{id_}", "paiement:p1", "regie:ville")
    }
    qui = "ines.faure@valmont.example"
    assert notees == {
        f"facture:{id_}": [("document", qui)], "paiement:p1": [("quittance", qui)], "regie:ville": [("export", qui)],
    }  # fmt: skip


def test_money_that_came_twice_is_marked_as_given_back(regisseuse):
    paid(emitted(), paiement="p1", quittance="", anomalie="encaisse_en_double", libere=True)
    lu = regisseuse.get("/agents/paiements/p1").json_body
    assert (lu["a_rembourser"], lu["remboursement"], lu["anomalie"]) == (True, None, "encaisse_en_double")
    refused(regisseuse.post("/agents/paiements/p1/remboursement", {"note": " "}), 422, "saisie-invalide", "note")
    for note in ("Virement 4012", "Autre chose"):
        answer = regisseuse.post("/agents/paiements/p1/remboursement", {"note": note})
        rendu = answer.json_body
        assert (answer.status_code, rendu["a_rembourser"], rendu["anomalie"]) == (200, False, "")
        assert (rendu["remboursement"]["par"], rendu["remboursement"]["note"]) == ("Inès Faure", "Virement 4012")
        assert rendu["recit"][-1]["texte"] == "Remboursé\u00a0: Virement 4012"
    jour = regisseuse.get(f"/agents/encaissements?regie=ville&jour={JOUR}").json_body
    assert (jour["a_rembourser_centimes"], jour["rembourse_centimes"], jour["anomalies"]) == (0, 5190, [])


def test_money_that_is_the_regie_s_is_not_given_back(regisseuse):
    paid(emitted(), paiement="p1")
    refused(regisseuse.post("/agents/paiements/p1/remboursement", {"note": "x"}), 409, "transition-refusee")


def test_the_factures_of_a_payment_that_may_still_end_are_not_freed(regisseuse):
    paid(emitted(), paiement="p1")
    lu = regisseuse.get("/agents/paiements/p1").json_body
    assert lu["bloque"] is False
    refused(regisseuse.post("/agents/paiements/p1/liberation", {"note": " "}), 422, "saisie-invalide", "note")
    refused(regisseuse.post("/agents/paiements/p1/liberation", {"note": "x"}), 409, "transition-refusee")
