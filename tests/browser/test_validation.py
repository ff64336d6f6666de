"""The mairie validates comptes (R15, R22, R23): from both sides of the counter."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.clavier import reach
from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.creation import agent_with, create_compte, decide_compte, enter, enter_as_agent, find_compte
from tests.browser.gestes import advance, fill_adresse, go_on, login_agent, logout, unfold

JOUR = 24 * 3600


@pytest.fixture
def noms(width):
    """Of nobody else."""
    lettres = width.translate(str.maketrans("0123456789", "abcdefghij"))
    return lambda racine: f"{racine}{lettres}"


@pytest.fixture
def agent(collegue, portal):
    """The page of an agent who validates."""
    collegue.goto("/agents/")
    personne = agent_with(portal, "comptes")
    collegue.get_by_label("Courriel professionnel").fill(personne["courriel"])
    collegue.get_by_label("Mot de passe", exact=True).fill(personne["mot_de_passe"])
    collegue.get_by_role("button", name="Connexion", exact=True).click()
    collegue.wait_for_url("**/agents/demandes/")
    return collegue


def open_file(agent):
    """By the tab that this role has."""
    agent.get_by_role("navigation", name="Espace des agents").get_by_role("link", name="Comptes").click()
    expect(agent.get_by_role("heading", level=1, name="Comptes à valider")).to_be_visible()
    expect(agent.get_by_role("navigation", name="Filtrer par état")).to_be_visible()


def open_from_file(agent, compte):
    open_file(agent)
    expect(agent.get_by_role("row").nth(1)).to_be_visible()
    unfold(agent)
    agent.get_by_role("row").filter(has_text=compte["identifiant"]).get_by_role("link").click()
    expect(agent.get_by_role("heading", name="Votre décision")).to_be_visible()


def see_etat(page, etat):
    page.goto("/compte/")
    expect(page.get_by_text(etat, exact=True).first).to_be_visible()


def test_a_compte_that_waits_may_not_be_changed_until_an_agent_validates_it_by_keyboard(
    page, agent, portal, inspect, noms
):
    compte = create_compte(page, portal, noms("Attend"))
    enter(page, compte)
    see_etat(page, "En attente de validation")
    inspect("compte-en-attente")
    blocage = page.locator("#blocage")
    page.get_by_role("button", name="Modifier mon compte").press("Enter")
    expect(blocage).to_be_focused()
    expect(blocage).to_contain_text("valid")
    for adresse in ("modifier", "mot-de-passe", "question"):
        page.goto(f"/compte/{adresse}/")
        expect(page.get_by_role("main")).to_contain_text("valid")
        expect(page.get_by_role("button", name="Sauver")).to_have_count(0)
        inspect(f"compte-{adresse}-bloque")

    open_from_file(agent, compte)
    inspect("agents-compte", agent)
    reach(agent, agent.get_by_role("button", name="Valider le compte"))
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("heading", name="Valider le compte")).to_be_focused()
    reach(agent, agent.get_by_label("Numéro de famille"))
    agent.keyboard.type("F-2041")
    inspect("agents-compte-decision", agent)
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("status").filter(has_text="C’est fait : ce compte est validé.")).to_be_visible()
    expect(agent.get_by_text("Rien n’est à décider pour ce compte.")).to_be_visible()
    expect(agent.get_by_role("region", name="Facturation")).to_contain_text("F-2041")
    expect(agent.get_by_role("region", name="Dernière décision")).to_contain_text("Compte validé")
    inspect("agents-compte-valide", agent)

    assert "il est validé" in portal.mails(compte["courriel"], "validé")[0]["texte"]
    see_etat(page, "Validé")
    page.get_by_role("link", name="Modifier mon compte").click()
    expect(page.get_by_role("button", name="Sauver")).to_be_visible()
    correct_numero_famille(agent)


def correct_numero_famille(agent):
    """Typed wrong, it is put right; a compte has one or none."""
    famille = agent.get_by_role("region", name="Facturation")
    famille.get_by_role("button", name="Modifier le numéro de famille").click()
    expect(famille.get_by_label("Numéro de famille")).to_be_focused()
    expect(famille.get_by_label("Numéro de famille")).to_have_value("F-2041")
    famille.get_by_label("Numéro de famille").fill("")
    famille.get_by_role("button", name="Enregistrer").click()
    expect(famille).to_contain_text("Aucun numéro de famille")


def test_a_correction_asked_by_the_mairie_is_made_by_the_citizen_and_the_compte_comes_back_to_the_queue(
    page, agent, portal, inspect, noms
):
    compte = create_compte(page, portal, noms("Corrige"))
    enter(page, compte)
    open_from_file(agent, compte)
    agent.get_by_role("button", name="Demander une correction").click()
    go_on(agent, "Confirmer")
    expect(agent.get_by_label("Message")).to_be_focused()
    expect(agent.get_by_text("Dites ce qui est à corriger : l’usager lira ces mots.").first).to_be_visible()
    inspect("agents-compte-message-manquant", agent)
    agent.get_by_label("Message").fill("Donnez votre adresse personnelle.\nPas celle de l’employeur <b>merci</b>.")
    go_on(agent, "Confirmer")
    expect(agent.get_by_role("status").filter(has_text="la correction est demandée")).to_be_visible()
    expect(agent.get_by_text("À corriger", exact=True)).to_be_visible()
    inspect("agents-compte-a-corriger", agent)

    texte = portal.mails(compte["courriel"], "à corriger")[0]["texte"]
    assert "Pas celle de l’employeur <b>merci</b>." in texte
    see_etat(page, "À corriger")
    expect(page.get_by_role("region", name="La mairie vous demande une correction")).to_contain_text("<b>merci</b>")
    inspect("compte-a-corriger")
    page.get_by_role("link", name="Corriger mon compte").click()
    page.get_by_role("link", name="Coordonnées").click()
    fill_adresse(page, "Adresse", "4 rue du Moulin", "62990", "Valmont-sur-Lys")
    go_on(page, "Sauver")
    suite = page.get_by_role("group", name="C’est enregistré")
    expect(suite).to_contain_text("La mairie vérifie de nouveau votre compte.")
    inspect("compte-corrige")
    see_etat(page, "En attente de validation")

    open_from_file(agent, compte)
    expect(agent.get_by_role("region", name="Coordonnées")).to_contain_text("4 rue du Moulin")
    agent.get_by_role("button", name="Refuser le compte").click()
    agent.get_by_label("Motif").fill("Vous n’habitez pas la commune.")
    inspect("agents-compte-refus", agent)
    go_on(agent, "Confirmer")
    expect(agent.get_by_role("status").filter(has_text="ce compte est refusé")).to_be_visible()
    assert "Vous n’habitez pas la commune." in portal.mails(compte["courriel"], "pas pu être validé")[0]["texte"]
    see_etat(page, "Refusé")
    expect(page.get_by_text("Vous n’habitez pas la commune.")).to_be_visible()
    inspect("compte-refuse")


def test_the_queue_shows_the_oldest_first_and_the_late_ones_and_who_looks_like_whom(page, agent, portal, inspect, noms):
    premier = create_compte(page, portal, noms("Jumeau"))
    advance(portal, 7 * JOUR)
    try:
        second = create_compte(page, portal, noms("Jumeau"))
        enter_as_agent(agent, portal)  # the session of the log-in has ended since
        agent.goto("/agents/comptes/")
        expect(agent.get_by_role("row").nth(1)).to_be_visible()
        inspect("agents-comptes", agent)
        unfold(agent)
        lignes = agent.get_by_role("row").all_inner_texts()
        rang = {c["identifiant"]: n for c in (premier, second) for n, t in enumerate(lignes) if t_has(t, c)}
        assert rang[premier["identifiant"]] < rang[second["identifiant"]]
        assert "en retard" in lignes[rang[premier["identifiant"]]]
        assert "en retard" not in lignes[rang[second["identifiant"]]]
        agent.get_by_role("row").nth(rang[second["identifiant"]]).get_by_role("link").click()
        doublons = agent.get_by_role("region", name="Doublons possibles")
        jumeau = doublons.get_by_role("article").filter(has_text="Même date de naissance")
        expect(jumeau).to_contain_text(premier["identifiant"])
        expect(jumeau).to_contain_text("identique")
        expect(agent.get_by_role("link", name=re.compile("compte ressemble|comptes ressemblent"))).to_be_visible()
        inspect("agents-compte-doublons", agent)
    finally:
        advance(portal, -7 * JOUR)
    for etat in ("À corriger", "Validés", "Refusés"):
        agent.goto("/agents/comptes/")
        agent.get_by_role("navigation", name="Filtrer par état").get_by_role("link", name=etat).click()
        expect(agent.get_by_role("link", name=etat)).to_have_attribute("aria-current", "page")
        expect(agent.locator("#page .chargement")).to_have_count(0)
    inspect("agents-comptes-refuses", agent)


def t_has(texte, compte):
    """« jumeauddj » is not « jumeauddj2 »."""
    return compte["identifiant"] in re.split(r"\s+", texte)


@WHATEVER_THE_WIDTH
def test_two_agents_do_not_decide_over_each_other_and_words_typed_stay(page, agent, portal, inspect, noms):
    compte = create_compte(page, portal, noms("Conflit"))
    open_from_file(agent, compte)
    agent.get_by_role("button", name="Refuser le compte").click()
    agent.get_by_label("Motif").fill("Pièce illisible.")
    enter_as_agent(page, portal, "administrateur")
    decide_compte(page, compte, "correction", "Votre prénom est mal écrit.")
    go_on(agent, "Confirmer")
    expect(agent.get_by_role("status").filter(has_text="Quelqu’un vient de changer ce compte")).to_be_visible()
    expect(agent.get_by_role("region", name="Dernière décision")).to_contain_text("Votre prénom est mal écrit.")
    inspect("agents-compte-conflit", agent)
    agent.get_by_role("button", name="Refuser le compte").click()
    expect(agent.get_by_label("Motif")).to_have_value("Pièce illisible.")
    assert len(portal.mails(compte["courriel"], "à corriger")) == 1


@WHATEVER_THE_WIDTH
def test_an_agent_without_the_role_sees_neither_tab_nor_data(page, collegue, portal, inspect):
    compte = create_compte(page, portal, "Secret")
    enter_as_agent(page, portal)
    identifiant = find_compte(page, compte)
    login_agent(collegue, portal, "scolaire")
    onglets = collegue.get_by_role("navigation", name="Espace des agents")
    expect(onglets.get_by_role("link", name="Demandes")).to_be_visible()
    expect(onglets.get_by_role("link", name="Comptes")).to_be_hidden()
    for adresse in ("/agents/comptes/", f"/agents/compte/?id={identifiant}"):
        collegue.goto(adresse)
        expect(collegue.get_by_role("heading", name="Cette file ne vous est pas ouverte")).to_be_visible()
        expect(collegue.get_by_role("main")).not_to_contain_text("Secret")
        inspect("agents-comptes-sans-droit", collegue)
    for chemin in ("", f"/{identifiant}", f"/{identifiant}/doublons"):
        assert collegue.request.get(f"/api/agents/comptes{chemin}").status == 404
    logout(collegue, "**/agents/")
