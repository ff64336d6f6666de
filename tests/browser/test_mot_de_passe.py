"""Passwords and devices: forgotten as the FAQ tells it (R21), changed (R19, R20), and where one is logged in."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.clavier import go_on as press
from tests.browser.clavier import reach, write
from tests.browser.conftest import WHATEVER_THE_WIDTH, visiting
from tests.browser.creation import MOT_DE_PASSE, REPONSE, call, create_compte, enter, validated
from tests.browser.gestes import advance, go_on, login, logout, summary

NOUVEAU = "quatre castors devinent un orage"
QUESTION = "Comment s’appelait votre premier animal ?"
HEURE = 3600
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def nom(width, request):
    """Of nobody else: letters, as a name has."""
    return "Oubli" + "".join(chr(97 + ord(c) % 26) for c in request.node.name[-24:])


def mailed(portal, courriel):
    """The password that the last mail gives."""
    texte = portal.mails(courriel, "provisoire")[0]["texte"]
    return re.search(r"^ {4}(\S+)$", texte, re.MULTILINE)[1]


def refused(page, compte):
    """Whether the API refuses these."""
    return page.request.post("/api/session", data=compte, headers=entetes(page)).status == 401


def entetes(page):
    origine = "/".join(page.url.split("/")[:3])
    return {"Origin": origine, "X-Requested-With": "portail"}


def test_a_forgotten_password_is_replaced_by_a_mailed_one_which_must_be_changed_at_once(
    page, collegue, portal, inspect, nom
):
    compte = create_compte(page, portal, nom)
    page.goto("/")
    page.get_by_role("link", name="Mot de passe oublié").click()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_label("Identifiant", exact=True)).to_be_focused()
    expect(page.get_by_text("Identifiant : remplissez ce champ.")).to_be_visible()
    inspect("oubli-1-vide")
    page.get_by_label("Identifiant", exact=True).fill(compte["identifiant"])
    inspect("oubli-1-identifiant")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_focused()
    inspect("oubli-2-question")
    page.get_by_role("button", name="Changer d’identifiant").click()
    expect(page.get_by_label("Identifiant", exact=True)).to_have_value(compte["identifiant"])
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Votre réponse").fill(REPONSE.upper())
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("heading", name="Regardez vos courriels")).to_be_focused()
    inspect("oubli-3-envoye")

    recu = mailed(portal, compte["courriel"])
    ancien = enter(collegue, compte)
    assert ancien["a_changer"] is False
    use(page, compte, recu)
    expect(page.get_by_text("il ne sert qu’une fois")).to_be_visible()
    expect(page.get_by_label("Mot de passe actuel", exact=True)).to_have_count(0)
    inspect("oubli-4-a-changer")
    for adresse in ("/accueil/", "/compte/", "/demandes/", "/compte/modifier/", "/compte/donnees/"):
        page.goto(adresse)
        page.wait_for_url("**/compte/mot-de-passe/**")
    page.get_by_label("Nouveau mot de passe", exact=True).fill(NOUVEAU)
    page.get_by_label("Nouveau mot de passe, une seconde fois", exact=True).fill(NOUVEAU + "s")
    go_on(page, "Sauver")
    expect(summary(page).get_by_role("link")).to_contain_text("il n’est pas le même que le premier")
    inspect("mot-de-passe-different")
    page.get_by_label("Nouveau mot de passe, une seconde fois", exact=True).fill(NOUVEAU)
    go_on(page, "Sauver")
    expect(page.get_by_role("heading", name="Votre mot de passe est changé")).to_be_focused()
    inspect("mot-de-passe-change")
    page.goto("/accueil/")
    expect(page.get_by_role("heading", name=re.compile("Bonjour"))).to_be_visible()
    assert collegue.request.get("/api/compte").status == 401
    for mort in (recu, MOT_DE_PASSE):
        assert refused(page, {"identifiant": compte["identifiant"], "mot_de_passe": mort})
    assert portal.mails(compte["courriel"], "a changé")


def use(page, compte, recu):
    """Typed at the door: it opens one page only."""
    page.goto("/")
    page.get_by_label("Identifiant").fill(compte["identifiant"])
    page.get_by_label("Mot de passe", exact=True).fill(recu)
    page.get_by_role("button", name="Connexion", exact=True).click()
    page.wait_for_url("**/compte/mot-de-passe/**")


@WHATEVER_THE_WIDTH
def test_a_forgotten_password_by_keyboard_alone_looks_the_same_for_somebody_unknown(page, portal, inspect):
    page.goto("/")
    reach(page, page.get_by_role("link", name="Mot de passe oublié"))
    page.keyboard.press("Enter")
    write(page, page.get_by_label("Identifiant", exact=True), "personne.du.tout")
    press(page)
    expect(page.get_by_role("heading", level=2, name=re.compile(r"\?$"))).to_be_focused()
    write(page, page.get_by_label("Votre réponse"), "Noisette")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Regardez vos courriels")).to_be_focused()
    reach(page, page.get_by_role("link", name="Aller à la page de connexion"))


def test_a_forgotten_identifiant_arrives_by_courriel(page, portal, inspect, nom):
    compte = create_compte(page, portal, nom)
    page.goto("/")
    page.get_by_role("link", name="Identifiant oublié").click()
    inspect("identifiant-1")
    page.get_by_label("Courriel", exact=True).fill(compte["courriel"])
    go_on(page, "Envoyer")
    expect(page.get_by_role("heading", name="Regardez vos courriels")).to_be_focused()
    inspect("identifiant-2-envoye")
    deux = "rappel d’identifiant"
    rappel = next(m for m in portal.mails(compte["courriel"], "identifiant") if deux in m["texte"])
    assert compte["identifiant"] in rappel["texte"]
    phrases = page.get_by_role("main").inner_text()
    page.goto("/identifiant-oublie/")
    page.get_by_label("Courriel", exact=True).fill("personne@exemple.fr")
    go_on(page, "Envoyer")
    expect(page.get_by_role("heading", name="Regardez vos courriels")).to_be_focused()
    assert page.get_by_role("main").inner_text() == phrases


def test_a_changed_password_closes_every_other_device(page, collegue, portal, inspect, nom):
    compte = validated(page, collegue, portal, nom)
    enter(collegue, compte)
    login(page, compte)
    page.goto("/compte/")
    page.get_by_role("link", name="Modifier mon mot de passe").click()
    inspect("mot-de-passe")
    page.get_by_label("Mot de passe actuel", exact=True).fill("ce n’est pas lui")
    page.get_by_label("Nouveau mot de passe", exact=True).fill(NOUVEAU)
    page.get_by_label("Nouveau mot de passe, une seconde fois", exact=True).fill(NOUVEAU)
    expect(page.get_by_text(re.compile("^(Très solide|Solide)"))).to_be_visible()
    go_on(page, "Sauver")
    expect(page.get_by_label("Mot de passe actuel", exact=True)).to_have_attribute("aria-invalid", "true")
    inspect("mot-de-passe-faux")
    expect(page.get_by_label("Nouveau mot de passe", exact=True)).to_have_value(NOUVEAU)
    page.get_by_label("Mot de passe actuel", exact=True).fill(MOT_DE_PASSE)
    go_on(page, "Sauver")
    expect(page.get_by_role("heading", name="Votre mot de passe est changé")).to_be_focused()
    collegue.goto("/compte/")
    collegue.wait_for_url("**/?retour=%2Fcompte%2F")
    page.get_by_role("link", name="Revenir à mon compte").click()
    expect(page.get_by_role("heading", level=1, name="Votre compte")).to_be_visible()
    change_question(page, portal, compte, inspect)


def change_question(page, portal, compte, inspect):
    page.get_by_role("link", name="Modifier ma question/réponse").click()
    go_on(page, "Sauver")
    expect(summary(page).get_by_role("link")).to_have_count(3)
    inspect("question-erreurs")
    page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    page.get_by_label("Question secrète", exact=True).select_option(label="Quel a été votre premier métier ?")
    page.get_by_label("Réponse à la question secrète").fill("Boulangère")
    go_on(page, "Sauver")
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_attribute("aria-invalid", "true")
    inspect("question-mot-de-passe-faux")
    page.get_by_label("Mot de passe", exact=True).fill(NOUVEAU)
    go_on(page, "Sauver")
    expect(page.get_by_role("heading", name="Votre question et votre réponse sont changées")).to_be_focused()
    inspect("question-changee")
    assert portal.mails(compte["courriel"], "question secrète")
    question = call(page, "POST", "/mots-de-passe/question", {"identifiant": compte["identifiant"]})["question"]
    assert question == "Quel a été votre premier métier\u00a0?"


@pytest.fixture
def troisieme(browser, portal, width):
    """The page of a third machine, with another browser."""
    with visiting(browser, portal, width, user_agent=FIREFOX) as context:
        yield context.new_page()


def test_devices_are_listed_and_closed_and_a_new_one_is_told_by_courriel(
    page, collegue, troisieme, portal, inspect, nom
):
    compte = create_compte(page, portal, nom)
    login(page, compte)
    for autre in (troisieme, collegue):
        enter(autre, compte)
    assert portal.mails(compte["courriel"], "nouvel appareil", "Firefox sur Windows")
    page.goto("/compte/connexions/")
    expect(page.get_by_role("heading", name="3 connexions ouvertes")).to_be_visible()
    lignes = page.get_by_role("list").filter(has=page.get_by_text("Cet appareil")).get_by_role("listitem")
    expect(lignes.first).to_contain_text("Cet appareil")
    inspect("connexions")
    page.get_by_role("button", name="Fermer la connexion Firefox sur Windows").click()
    dialogue = page.get_by_role("dialog", name="Fermer « Firefox sur Windows » ?")
    expect(dialogue).to_be_visible()
    inspect("connexions-dialogue")
    dialogue.get_by_role("button", name="Fermer cette connexion").click()
    expect(page.get_by_role("status").filter(has_text="est fermée.")).to_be_visible()
    expect(page.get_by_role("heading", name="2 connexions ouvertes")).to_be_focused()
    troisieme.goto("/compte/")
    troisieme.wait_for_url("**/?retour=%2Fcompte%2F")
    page.get_by_role("button", name="Fermer toutes les autres").click()
    page.get_by_role("dialog").get_by_role("button", name="Fermer toutes les autres").click()
    expect(page.get_by_role("heading", name="Une connexion ouverte")).to_be_focused()
    inspect("connexions-seule")
    assert collegue.request.get("/api/compte").status == 401
    assert page.request.get("/api/compte").status == 200
    logout(page)
    login(page, compte)
    call(page, "POST", "/identifiants/rappel", {"courriel": compte["courriel"]})
    assert portal.mails(compte["courriel"], mots="rappel d’identifiant")  # after whatever the log-in sent
    assert len(portal.mails(compte["courriel"], "nouvel appareil")) == APPAREILS


APPAREILS = 2
"""The second and the third: nobody is warned of the first, nor of one that comes back."""


@WHATEVER_THE_WIDTH
def test_beyond_five_answers_a_day_even_the_right_one_is_not_heard(page, portal, inspect, nom):
    compte = create_compte(page, portal, nom)
    advance(portal, 2 * HEURE)  # the answers of the other tests came from this address too
    try:
        for _ in range(5):
            call(page, "POST", "/mots-de-passe/reponse", {"identifiant": compte["identifiant"], "reponse": "Minou"})
        page.goto("/mot-de-passe-oublie/")
        page.get_by_label("Identifiant", exact=True).fill(compte["identifiant"])
        go_on(page)
        page.get_by_label("Votre réponse").fill(REPONSE)
        go_on(page, "Confirmer")
        expect(page.get_by_role("alert")).to_be_focused()
        inspect("oubli-trop-d-essais")
    finally:
        advance(portal, -2 * HEURE)
