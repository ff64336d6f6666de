"""« Mot de passe oublié ? » (R21) and « Identifiant oublié ? »: made whole, and silent on who exists."""

import re

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.question_secrete import QUESTIONS
from chalicelib.storage.connexion import connexion
from tests.api.test_mots_de_passe import NOUVEAU, mails, validate
from tests.api.test_sessions import advance, set_cookie
from tests.exemples import journal_of
from tests.pannes import injected, unreachable
from tests.portail import MOT_DE_PASSE, compte, outbox
from tests.problemes import apart_from_instance, refused

PERSONNES = ("personne.inconnu", "amelie.lire", "agent:karim.benali@valmont.example", "", "x" * 3000, "💥")
PROVISOIRE = re.compile(r"^ {4}((?:[2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4})$", re.MULTILINE)


@pytest.fixture
def identifiant(portail):
    return portail.another().create_compte()


def ask(browser, identifiant):
    return browser.post("/mots-de-passe/question", {"identifiant": identifiant})


def answer(browser, identifiant, reponse="Noisette"):
    return browser.post("/mots-de-passe/reponse", {"identifiant": identifiant, "reponse": reponse})


def remind(browser, courriel):
    return browser.post("/identifiants/rappel", {"courriel": courriel})


def mailed():
    """The password of the latest mail, as the citizen reads it."""
    services.courriels.send_pending()
    bodies = [mail.body for mail in ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages]
    return [found[1] for found in map(PROVISOIRE.search, bodies) if found][-1]


def rescued(browser, identifiant):
    assert answer(browser, identifiant).status_code == 202
    return mailed()


def choose(browser, nouveau=NOUVEAU):
    return browser.call("PUT", "/compte/mot-de-passe", {"nouveau": nouveau, "confirmation": nouveau})


def test_a_forgotten_password_from_the_question_to_a_new_one(portail, identifiant):
    """A compte that waits may do this, and nothing else (R23)."""
    assert ask(portail, identifiant).json_body == {"question": QUESTIONS["premier-animal"]}
    provisoire = rescued(portail, identifiant)
    opened = portail.login(identifiant, provisoire)
    assert opened.json_body["a_changer"] is True
    assert set_cookie(opened)["max-age"] == "1800"
    assert portail.get("/session").json_body["a_changer"] is True
    refused(portail.get("/compte"), 409, "mot-de-passe-a-changer")
    refused(choose(portail, "court"), 422, "saisie-invalide", "nouveau")
    assert choose(portail).status_code == 204
    assert portail.get("/compte").status_code == 200
    assert portail.get("/session").json_body["a_changer"] is False
    assert portail.another().login(identifiant, NOUVEAU).json_body["a_changer"] is False
    for spent in (provisoire, MOT_DE_PASSE):
        refused(portail.another().login(identifiant, spent), 401, "connexion-refusee")


def test_the_mail_goes_to_the_address_on_file_and_the_outbox_never_holds_the_password(portail, identifiant):
    answer(portail, identifiant)
    (rest,) = [str(item) for item in outbox() if item[0] == "mot_de_passe_provisoire"]
    before = storage.identifiants.get(identifiant)
    provisoire = mailed()
    for text in (provisoire, provisoire.replace("-", "")):
        assert text not in rest
        assert text not in str(before)
    (mail,) = [m for m in ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages if provisoire in m.body]
    assert mail.destinations["ToAddresses"] == [compte()["coordonnees"]["courriel"]]


@pytest.mark.parametrize("typing", [str.lower, lambda p: p.replace("-", ""), lambda p: f" {p.replace('-', ' ')} "])
def test_dashes_spaces_and_case_do_not_count_in_a_mailed_password(portail, identifiant, typing):
    assert portail.login(identifiant, typing(rescued(portail, identifiant))).status_code == 200


@pytest.mark.parametrize("reponse", ["noisette", "  NOISETTE ", "Ｎoisette"])
def test_case_width_and_spaces_do_not_count_in_the_answer(portail, identifiant, reponse):
    answer(portail, identifiant, reponse)
    assert len(mails("mot_de_passe_provisoire")) == 1


def test_a_mailed_password_works_once(portail, identifiant):
    provisoire = rescued(portail, identifiant)
    portail.login(identifiant, provisoire)
    refused(portail.another().login(identifiant, provisoire), 401, "connexion-refusee")


def test_a_mailed_password_lasts_sixty_minutes(portail, identifiant):
    provisoire = rescued(portail, identifiant)
    advance(minutes=61)
    refused(portail.login(identifiant, provisoire), 401, "connexion-refusee")
    assert portail.login(identifiant).status_code == 200


def test_until_it_is_used_the_old_password_and_its_sessions_go_on(portail, identifiant):
    portail.login(identifiant)
    rescued(portail.another(), identifiant)
    assert portail.get("/compte").status_code == 200
    assert portail.another().login(identifiant).status_code == 200


def test_once_used_every_session_ends_the_old_password_too_and_a_notice_leaves(portail, identifiant):
    portail.login(identifiant)
    other = portail.another()
    other.login(identifiant, rescued(other, identifiant))
    refused(portail.get("/session"), 401, "non-connecte")
    refused(portail.another().login(identifiant), 401, "connexion-refusee")
    (notice,) = mails("mot_de_passe_change")
    assert "provisoire" in notice["passe"]


def test_who_does_not_choose_another_in_time_asks_again(portail, identifiant):
    portail.login(identifiant, rescued(portail, identifiant))
    advance(minutes=31)
    refused(choose(portail), 401, "non-connecte")
    assert portail.login(identifiant, rescued(portail, identifiant)).status_code == 200


@pytest.mark.parametrize("typing", [str, str.lower, lambda p: p.replace("-", "")])
def test_a_mailed_password_cannot_be_chosen_again(portail, identifiant, typing):
    """It works once: a mailbox is no place for the password of every day."""
    provisoire = rescued(portail, identifiant)
    portail.login(identifiant, provisoire)
    refused(choose(portail, typing(provisoire)), 422, "saisie-invalide", "nouveau")
    assert choose(portail).status_code == 204


def test_a_second_request_replaces_the_first(portail, identifiant):
    first = rescued(portail, identifiant)
    second = rescued(portail, identifiant)
    refused(portail.login(identifiant, first), 401, "connexion-refusee")
    assert portail.login(identifiant, second).status_code == 200


def test_a_new_password_forgets_the_mailed_one(portail, identifiant):
    portail.login(identifiant)
    validate(identifiant)
    provisoire = rescued(portail, identifiant)
    typed = {"actuel": MOT_DE_PASSE, "nouveau": NOUVEAU, "confirmation": NOUVEAU}
    assert portail.call("PUT", "/compte/mot-de-passe", typed).status_code == 204
    refused(portail.another().login(identifiant, provisoire), 401, "connexion-refusee")


def test_whether_the_answer_is_right_cannot_be_told_nor_whether_somebody_exists(portail, identifiant):
    right = answer(portail, identifiant)
    assert right.status_code == 202
    for nom, reponse in ((identifiant, "Médor"), ("personne", "Noisette"), ("", ""), ("agent:a@b.fr", "Noisette")):
        assert apart_from_instance(answer(portail, nom, reponse)) == apart_from_instance(right)
    assert len(mails("mot_de_passe_provisoire")) == 1


@pytest.mark.parametrize("nom", PERSONNES)
def test_a_name_that_nobody_has_is_asked_the_same_question_each_time(portail, identifiant, nom):
    first = ask(portail, nom)
    assert first.status_code == 200
    assert first.json_body["question"] in QUESTIONS.values()
    assert ask(portail, nom).json_body == first.json_body
    assert first.headers == ask(portail, identifiant).headers


def test_the_questions_of_names_that_nobody_has_are_as_varied_as_the_others(portail):
    asked = {services.secours.question(f"personne.{rang}", "192.0.2.1") for rang in range(25)}
    assert len(asked) > 3


@pytest.mark.parametrize("nom", ["amélie.lire", "personne.inconnu"])
def test_five_answers_a_day_whoever_asks_right_or_wrong(portail, identifiant, nom):
    given = [answer(portail, nom, "Médor").status_code for _ in range(4)] + [answer(portail, nom).status_code]
    assert given == [202] * 5
    sixth = answer(portail, nom)
    refused(sixth, 429, "trop-d-essais")
    assert int(sixth.headers["Retry-After"]) > 23 * 3600
    advance(hours=23)
    refused(answer(portail, nom), 429, "trop-d-essais")
    advance(hours=1, seconds=1)
    assert answer(portail, nom).status_code == 202


def test_the_answers_of_one_day_do_not_slow_the_logins(portail, identifiant):
    for _ in range(6):
        answer(portail, identifiant, "Médor")
    assert portail.login(identifiant).status_code == 200


def test_ten_answers_an_hour_from_one_address_even_where_all_share_it(portail):
    advance(seconds=3600 - clock.now().timestamp() % 3600)
    given = [answer(portail, f"personne.{rang}").status_code for rang in range(11)]
    assert given == [202] * 10 + [429]


@pytest.mark.parametrize("etat", [Etat.SUSPENDU, Etat.REFUSE, Etat.VALIDE])
def test_a_suspended_compte_gets_no_password_and_says_nothing_of_it(portail, identifiant, etat):
    validate(identifiant, etat)
    assert apart_from_instance(answer(portail, identifiant)) == apart_from_instance(answer(portail, "personne"))
    assert len(mails("mot_de_passe_provisoire")) == (etat is not Etat.SUSPENDU)


def test_an_identifiant_is_reminded_at_the_address_on_file(portail, identifiant):
    hugo = {"nom_naissance": "Petit", "prenoms": ["Hugo"], "naissance": {"date": "1984-01-09", "lieu": "Lens"}}
    portail.create_compte(identite=hugo)
    assert remind(portail, " Amelie.LIRE@exemple.fr ").status_code == 202
    services.courriels.send_pending()
    (mail,) = [m for m in ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages if "rappel" in m.body]
    assert mail.destinations["ToAddresses"] == ["amelie.lire@exemple.fr"]
    assert "    amélie.lire (Amélie Lire)\n    hugo.petit (Hugo Petit)\n" in mail.body


def test_a_courriel_that_nobody_has_gets_no_mail_and_the_same_answer(portail, identifiant):
    known, unknown = remind(portail, "amelie.lire@exemple.fr"), remind(portail, "personne@exemple.fr")
    assert apart_from_instance(known) == apart_from_instance(unknown)
    assert [modele for modele, _ in outbox()].count("identifiant_rappel") == 1


@pytest.mark.parametrize("etat", [Etat.SUSPENDU, Etat.FERME])
def test_a_compte_with_which_nobody_can_log_in_is_not_reminded(portail, identifiant, etat):
    validate(identifiant, etat)
    assert remind(portail, "amelie.lire@exemple.fr").status_code == 202
    assert mails("identifiant_rappel") == []


@pytest.mark.parametrize("courriel", ["", "amelie", "amelie@", "a@b@c.fr", "💥@exemple.fr", "x" * 10_000])
def test_what_is_no_courriel_is_told_at_once(portail, courriel):
    refused(remind(portail, courriel), 422, "saisie-invalide", "courriel")


@pytest.mark.parametrize("courriel", ["amelie.lire@exemple.fr", "personne@exemple.fr"])
def test_nobody_is_reminded_more_than_three_times_a_day(portail, identifiant, courriel):
    advance(seconds=86_400 - clock.now().timestamp() % 86_400)
    assert [remind(portail, courriel).status_code for _ in range(4)] == [202] * 3 + [429]


def test_without_the_store_everything_is_refused(portail, identifiant):
    with injected(connexion.client, forever=unreachable):
        for refusal in (ask(portail, identifiant), answer(portail, identifiant), remind(portail, "a@exemple.fr")):
            refused(refusal, 503, "indisponible")


def test_the_journal_keeps_the_wrong_answers_of_a_compte(portail, identifiant):
    answer(portail, identifiant, "Médor")
    answer(portail, identifiant)
    sujet = storage.identifiants.get(identifiant).sujet
    actions = [ligne.action for ligne in journal_of(f"compte:{sujet}")]
    assert {"reponse_fausse", "mot_de_passe_provisoire"} <= set(actions)
