"""/demandes: submitting and following (R25, R26, R31, R32)."""

import uuid
from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.storage.tables import DemandeItem, OutboxItem
from tests.portail import demande, outbox
from tests.problemes import refused

CONTACT = {"nom": "Nguyễn", "prenom": "Thảo", "courriel": "thao@exemple.fr"}


def acte(**changes):
    """A demande without a compte, less its cryptogramme."""
    return demande("acte-deces") | {"contact": CONTACT} | changes


def how_many():
    return sum(item.element == "DEMANDE" for item in DemandeItem.scan())


def test_a_demande_starts_en_cours_with_a_numero_to_keep(portail):
    answer = portail.logged_in().submit()
    assert answer.status_code == 201
    assert answer.json_body["etat"] == "en_cours"
    assert portail.get(f"/demandes/{answer.json_body['numero']}").status_code == 200


def test_one_reads_one_s_demande_in_french(portail):
    numero = portail.logged_in().submit().json_body["numero"]
    lue = portail.get(f"/demandes/{numero}").json_body
    assert (lue["etat_libelle"], lue["version"], lue["concerne"]) == ("En cours", 1, "Lire Lire")
    assert lue["service"]["adresse"][-1] == "62990 Valmont-sur-Lys"
    assert lue["echeance_le"] == (clock.today() + timedelta(days=lue["delai_jours"])).isoformat()
    assert [(e["libelle"], e["motif"]) for e in lue["historique"]] == [("La demande est envoyée", "")]
    lines = {line["libelle"]: line["valeur"] for chapter in lue["recapitulatif"] for line in chapter["lignes"]}
    assert lines["Adresse de livraison"] == "12 rue des Lilas, 62990 Valmont-sur-Lys"
    assert lines["Téléphone de la personne"] == "06\u00a039\u00a098\u00a012\u00a034"


def test_the_receipt_is_in_the_outbox_with_the_answers(portail):
    numero = portail.logged_in().submit().json_body["numero"]
    ((_, receipt),) = [mail for mail in outbox() if mail[0] == "demande_recue"]
    assert (receipt["numero"], receipt["prenom"], receipt["avec_compte"]) == (numero, "Amélie", "oui")
    assert "12 rue des Lilas" in receipt["recapitulatif"]
    assert "- Justificatif de domicile de moins de 3 mois" in receipt["par_courrier"]


def test_a_demarche_that_needs_a_compte_asks_to_log_in(portail):
    refused(portail.submit("portage-repas", contact=CONTACT), 401, "non-connecte")
    assert how_many() == 0


def test_a_demarche_without_compte_may_be_made_with_one_and_is_then_followed(portail):
    numero = portail.logged_in().submit("acte-deces").json_body["numero"]
    assert [line["numero"] for line in portail.get("/demandes").json_body["elements"]] == [numero]


def test_a_demarche_that_the_commune_does_not_offer_is_not_found(portail):
    body = demande("acte-deces") | {"demarche": "location-de-salle"}
    refused(portail.logged_in().post("/demandes", body), 404, "introuvable")


def test_a_form_that_changed_meanwhile_is_to_be_looked_at_again(portail):
    refused(portail.logged_in().submit(version=1), 409, "version-perimee")
    assert how_many() == 0


def test_without_compte_one_says_who_one_is(portail):
    champs = ["contact.nom", "contact.prenom", "contact.courriel"]
    body = acte(contact=None, cryptogramme=portail.cryptogramme())
    refused(portail.post("/demandes", body), 422, "saisie-invalide", *champs)
    body = acte(contact=CONTACT | {"courriel": "thao"}, cryptogramme=portail.cryptogramme())
    refused(portail.post("/demandes", body), 422, "saisie-invalide", "contact.courriel")


@pytest.mark.parametrize("lien", ["m9", "", "m2"])
def test_a_demande_concerns_only_a_member_that_the_demarche_allows(portail, lien):
    refused(portail.logged_in().submit("inscription-scolaire", membre=lien), 422, "saisie-invalide", "membre")


def test_a_member_of_somebody_else_s_foyer_is_unknown_here(portail):
    portail.another().logged_in()
    alone = portail.logged_in(membres=[], identite=_named(0))
    refused(alone.submit("inscription-scolaire", membre="m1"), 422, "saisie-invalide", "membre")


@pytest.mark.parametrize(("membre", "concerne"), [("m2", "Hugo Petit"), ("usager", "Amélie Lire")])
def test_a_demande_names_whom_it_concerns(portail, membre, concerne):
    portail.logged_in().submit(membre=membre)
    (line,) = portail.get("/demandes").json_body["elements"]
    assert line["concerne"] == concerne


def test_an_answer_that_the_form_does_not_ask_for_is_refused(portail):
    reponses = demande("portage-repas")["reponses"] | {"numero_carte_identite": "123"}
    answer = portail.logged_in().submit(reponses=reponses)
    refused(answer, 422, "saisie-invalide", "reponses.numero_carte_identite")


def test_the_answer_to_a_hidden_champ_is_forgotten(portail):
    reponses = demande("portage-repas")["reponses"] | {"quotient_connu": False, "quotient_familial": 314}
    numero = portail.logged_in().submit(reponses=reponses).json_body["numero"]
    assert "314" not in str(portail.get(f"/demandes/{numero}").json_body["recapitulatif"])
    assert "quotient_familial" not in "".join(item.contenu for item in DemandeItem.query(numero))


def test_every_answer_at_fault_is_told_at_once(portail):
    reponses = demande("portage-repas")["reponses"] | {"telephone": "12", "beneficiaire_nom": "", "jours": ["férié"]}
    champs = ["reponses.beneficiaire_nom", "reponses.telephone", "reponses.jours"]
    refused(portail.logged_in().submit(reponses=reponses, membre="m9"), 422, "saisie-invalide", *champs, "membre")


def test_an_answer_that_closes_the_form_cannot_be_sent(portail):
    reponses = demande("acte-deces")["reponses"] | {"lieu": "etranger"}
    body = acte(reponses=reponses, cryptogramme=portail.cryptogramme())
    refused(portail.post("/demandes", body), 422, "saisie-invalide", "reponses.arret_etranger")


def test_sending_twice_makes_one_demande_and_one_mail(portail):
    body, cle = demande("portage-repas"), str(uuid.uuid4())
    portail.logged_in()
    first, second = portail.post("/demandes", body, cle), portail.post("/demandes", body, cle)
    assert (first.status_code, first.body) == (second.status_code, second.body) == (201, first.body)
    assert how_many() == 1
    assert [modele for modele, _ in outbox()].count("demande_recue") == 1


def test_sending_twice_without_compte_does_not_ask_for_another_cryptogramme(portail):
    body, cle = acte(cryptogramme=portail.cryptogramme()), str(uuid.uuid4())
    first, second = portail.post("/demandes", body, cle), portail.post("/demandes", body, cle)
    assert (first.status_code, first.body) == (second.status_code, second.body) == (201, first.body)
    assert how_many() == 1


def test_sending_again_after_a_decision_answers_where_the_demande_stands(portail):
    body, cle = demande("portage-repas"), str(uuid.uuid4())
    numero = portail.logged_in().post("/demandes", body, cle).json_body["numero"]
    decision = {"evenement": "declarer_complet", "version": 1}
    portail.another().login_agent("ccas").post(f"/agents/demandes/{numero}/evenements", decision)
    assert portail.post("/demandes", body, cle).json_body == {"numero": numero, "etat": "complet"}


def test_the_same_key_with_other_answers_is_refused(portail):
    cle, body = str(uuid.uuid4()), demande("portage-repas")
    portail.logged_in().post("/demandes", body, cle)
    refused(portail.post("/demandes", body | {"membre": "m2"}, cle), 409, "cle-reutilisee")
    assert how_many() == 1


def test_the_same_key_of_another_person_makes_another_demande(portail):
    cle = str(uuid.uuid4())
    numeros = set()
    for browser in (portail, portail.another()):
        browser.login(browser.create_compte(identite=_named(len(numeros))))
        numeros.add(browser.post("/demandes", demande("portage-repas"), cle).json_body["numero"])
    assert len(numeros) == how_many() == 2


def _named(rank):
    return {"nom_naissance": "Lire", "prenoms": ["Ana", "Bea"][rank:], "naissance": {"date": "1985-03-27", "lieu": "A"}}


def test_two_keys_make_two_demandes(portail):
    portail.logged_in()
    assert portail.submit().json_body["numero"] != portail.submit().json_body["numero"]


def test_one_s_demandes_are_listed_newest_first(portail):
    portail.logged_in()
    sent = []
    for _ in range(3):
        sent.append(portail.submit().json_body["numero"])
        clock.offset += timedelta(days=1)
        portail.login("amélie.lire")
    assert [line["numero"] for line in portail.get("/demandes").json_body["elements"]] == sent[::-1]


def test_a_long_list_is_read_page_by_page_without_loss_nor_repeat(portail):
    portail.logged_in()
    sent = {portail.submit("acte-deces").json_body["numero"] for _ in range(20)}
    assert [len(page) for page in _pages(portail)] == [20]
    sent |= {portail.submit("acte-deces").json_body["numero"] for _ in range(21)}
    pages = _pages(portail)
    assert [len(page) for page in pages] == [20, 20, 1]
    assert {numero for page in pages for numero in page} == sent


def _pages(portail):
    pages, suite = [], ""
    while suite is not None:
        page = portail.get(f"/demandes?suite={suite}").json_body
        pages.append([line["numero"] for line in page["elements"]])
        suite = page["suite"]
    return pages


@pytest.mark.parametrize(
    "numero", ["D26-7KQF-3MXP", "D26-2222-2222", "x", "D26-2222-2222%0A", "%F0%9F%98%80", "-" * 900]
)
def test_a_numero_that_names_nothing_is_not_found(portail, numero):
    refused(portail.logged_in().get(f"/demandes/{numero}"), 404, "introuvable")


def test_a_refused_demande_leaves_nothing_behind(portail):
    portail.logged_in().submit(reponses={})
    assert (how_many(), OutboxItem.count()) == (0, 1)
