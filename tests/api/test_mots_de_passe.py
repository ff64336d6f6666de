"""« Modifier mon mot de passe », « Modifier ma question/réponse » (R19, R20, R23), and the judge of passwords."""

from dataclasses import replace

import pytest

from chalicelib import storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.limites import FORCES
from chalicelib.domain.mot_de_passe import weakness
from chalicelib.storage.connexion import connexion
from tests.api.test_sessions import advance, set_cookie
from tests.exemples import journal_of
from tests.pannes import injected, unreachable
from tests.portail import MOT_DE_PASSE, compte, outbox
from tests.problemes import check_french, refused

NOUVEAU = "trombone bleu dans la rivière"


def validate(identifiant, etat=Etat.VALIDE):
    """As an agent of the mairie does."""
    avant = storage.comptes.get(storage.identifiants.get(identifiant).sujet)
    storage.commit(storage.comptes.change(replace(avant, etat=etat, version=avant.version + 1)))


@pytest.fixture
def amelie(portail):
    """Logged in, her compte validated."""
    portail.logged_in()
    validate("amélie.lire")
    return portail


def change(browser, actuel=MOT_DE_PASSE, nouveau=NOUVEAU, confirmation=None):
    body = {"actuel": actuel, "nouveau": nouveau, "confirmation": nouveau if confirmation is None else confirmation}
    return browser.call("PUT", "/compte/mot-de-passe", body)


def ask(browser, mot_de_passe=MOT_DE_PASSE, question="livre-prefere", reponse="Le Grand Meaulnes"):
    body = {"mot_de_passe": mot_de_passe, "question": question, "reponse": reponse}
    return browser.call("PUT", "/compte/question", body)


def mails(modele):
    return [variables for trouve, variables in outbox() if trouve == modele]


def actions(identifiant="amélie.lire"):
    return [ligne.action for ligne in journal_of(f"compte:{storage.identifiants.get(identifiant).sujet}")]


def test_a_new_password_opens_the_compte_and_the_old_one_does_not(amelie):
    assert change(amelie).status_code == 204
    refused(amelie.another().login("amélie.lire"), 401, "connexion-refusee")
    assert amelie.another().login("amélie.lire", NOUVEAU).status_code == 200


def test_every_other_session_ends_and_one_s_own_goes_on_under_another_cookie(amelie):
    phone = amelie.another()
    phone.login("amélie.lire")
    before = dict(amelie.cookies)
    answer = change(amelie)
    assert set_cookie(answer).value != before["__Host-usager"]
    assert amelie.get("/compte").status_code == 200
    thief = amelie.another()
    thief.cookies = before
    for other in (phone, thief):
        refused(other.get("/session"), 401, "non-connecte")
    assert [line["actuelle"] for line in amelie.get("/sessions").json_body["elements"]] == [True]


def test_a_change_of_password_is_told_by_courriel_and_in_the_journal(amelie):
    change(amelie)
    (mail,) = mails("mot_de_passe_change")
    assert mail["passe"] == "Vous avez choisi un nouveau mot de passe pour votre compte"
    assert "mot_de_passe" in actions()
    assert NOUVEAU not in str(outbox())


def test_a_wrong_password_changes_nothing_and_is_counted_like_a_login(amelie):
    for _ in range(5):
        refused(change(amelie, actuel="un mot de passe faux"), 422, "saisie-invalide", "actuel")
    refused(change(amelie), 429, "trop-d-essais")
    advance(minutes=1)
    assert change(amelie).status_code == 204


def test_a_right_password_gives_the_free_tries_back(amelie):
    for _ in range(4):
        change(amelie, actuel="un mot de passe faux")
    assert ask(amelie).status_code == 204
    assert storage.identifiants.get("amélie.lire").essais is None


@pytest.mark.parametrize(
    ("changes", "champs"),
    [
        ({"actuel": ""}, ["actuel"]),
        ({"actuel": None}, ["actuel"]),
        ({"nouveau": "court"}, ["nouveau"]),
        ({"nouveau": "Amélie Lire 1985"}, ["nouveau"]),
        ({"nouveau": "amelie.lire@exemple.fr"}, ["nouveau"]),
        ({"confirmation": "autre chose"}, ["confirmation"]),
        ({"actuel": "", "nouveau": "", "confirmation": "x"}, ["actuel", "nouveau", "confirmation"]),
    ],
)
def test_every_champ_at_fault_is_told_at_once_before_the_password_is_tried(amelie, changes, champs):
    refused(change(amelie, **changes), 422, "saisie-invalide", *champs)
    assert storage.identifiants.get("amélie.lire").essais is None
    assert amelie.another().login("amélie.lire").status_code == 200


def test_a_compte_that_waits_cannot_change_its_password_nor_its_question(portail):
    portail.logged_in()
    for answer in (change(portail), ask(portail)):
        body = refused(answer, 409, "compte-non-modifiable")
        assert "vérifie votre compte" in body["detail"]
    assert portail.another().login("amélie.lire").status_code == 200


def test_a_session_of_before_the_list_has_to_log_in_again(amelie):
    storage.commit(storage.identifiants.removal(storage.identifiants.get("amélie.lire")))
    refused(change(amelie), 401, "non-connecte")
    refused(amelie.get("/sessions"), 401, "non-connecte")


def test_a_new_question_replaces_the_old_one(amelie):
    before = storage.identifiants.get("amélie.lire")
    assert ask(amelie).status_code == 204
    after = storage.identifiants.get("amélie.lire")
    assert after.question == "livre-prefere"
    assert after.reponse not in {before.reponse, None}
    assert after.mot_de_passe == before.mot_de_passe
    assert len(mails("question_changee")) == 1
    assert "question" in actions()
    assert amelie.get("/session").status_code == 200


@pytest.mark.parametrize(
    ("changes", "champ"),
    [({"question": "inventee"}, "question"), ({"reponse": " "}, "reponse"), ({"mot_de_passe": "faux"}, "mot_de_passe")],
)
def test_a_question_that_cannot_be_kept_is_refused_on_its_champ(amelie, changes, champ):
    refused(ask(amelie, **changes), 422, "saisie-invalide", champ)
    assert storage.identifiants.get("amélie.lire").question == "premier-animal"


def test_without_the_store_nothing_is_changed(amelie):
    with injected(connexion.client, forever=unreachable):
        refused(change(amelie), 503, "indisponible")
    assert amelie.another().login("amélie.lire").status_code == 200


def weigh(browser, mot_de_passe, *personnels):
    answer = browser.post("/mots-de-passe/force", {"mot_de_passe": mot_de_passe, "personnels": list(personnels)})
    assert answer.status_code == 200
    return answer.json_body


def test_a_good_password_needs_no_advice(portail):
    assert weigh(portail, MOT_DE_PASSE) == {"score": 4, "suffisant": True, "conseils": []}


@pytest.mark.parametrize(
    "mot_de_passe", ["", "court", "password1234", "azertyuiop123", "x" * 300, "x7Kq!9vLp2Rz", "é💥"]
)
def test_a_poor_password_comes_with_french_advice(portail, mot_de_passe):
    force = weigh(portail, mot_de_passe)
    assert force["suffisant"] is False
    assert force["conseils"]
    assert len(set(force["conseils"])) == len(force["conseils"])
    for conseil in force["conseils"]:
        check_french(conseil)


def test_one_s_own_name_is_told(portail):
    rare = "Kouyaté-Bérenguier"
    assert weigh(portail, rare)["suffisant"]
    force = weigh(portail, rare, rare)
    assert not force["suffisant"]
    assert "votre nom" in force["conseils"][0]


@pytest.mark.parametrize(
    "mot_de_passe", [MOT_DE_PASSE, "x7Kq!9vLp2Rz", "motdepasse2024!", "Amélie Lire 1985", "🦒" * 12]
)
def test_the_meter_is_the_judge_of_the_creation(portail, mot_de_passe):
    personnels = ("Lire", "Amélie", "amelie.lire@exemple.fr")
    verdict = weigh(portail, mot_de_passe, *personnels)["suffisant"]
    assert verdict is (weakness(mot_de_passe, personnels) is None)
    body = compte() | {"cryptogramme": portail.cryptogramme()}
    body["securite"] |= {"mot_de_passe": mot_de_passe}
    assert (portail.post("/comptes", body).status_code == 201) is verdict


def test_weighing_passwords_has_a_limit_per_address(portail, monkeypatch):
    monkeypatch.setattr("chalicelib.api.mots_de_passe.FORCES", replace(FORCES, maximum=2, stricte=True))
    body = {"mot_de_passe": "x", "personnels": []}
    assert [portail.post("/mots-de-passe/force", body).status_code for _ in range(3)] == [200, 200, 429]
