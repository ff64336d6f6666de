"""« Modifier mon compte » (R18): onglet by onglet, two tabs at once, and a courriel confirmed from both mailboxes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.creation import call, enter, open_courriel, validated
from tests.browser.gestes import choose, fill_adresse, fill_date, go_on, summary


@pytest.fixture
def compte(page, collegue, portal, width):
    """Validated, with a child."""
    enfant = {
        "lien": "enfant",
        "nom_naissance": "Marchand",
        "prenoms": ["Léo", "Paul"],
        "naissance": {"date": "2020-09-02", "lieu": ""},
    }
    cree = validated(page, collegue, portal, f"Change{'ab'[width == '390']}", membres=[enfant])
    enter(page, cree)
    return cree


def open_onglet(page, nom):
    page.get_by_role("navigation", name="Rubriques du compte").get_by_role("link", name=nom).click()
    expect(page.get_by_role("heading", level=1, name=nom)).to_be_focused()


def saved(page):
    """What the page says once it is kept."""
    suite = page.get_by_role("group", name="C’est enregistré")
    expect(suite).to_be_focused()
    return suite


def test_an_address_a_child_and_a_nom_are_saved_onglet_by_onglet_and_told_by_courriel(page, portal, inspect, compte):
    page.goto("/compte/")
    inspect("compte-valide")
    page.get_by_role("link", name="Modifier mon compte").click()
    expect(page.get_by_role("heading", level=1, name="Identité")).to_be_visible()
    inspect("modifier-identite")
    go_on(page, "Sauver")
    expect(page.get_by_role("group", name="Rien n’a changé")).to_be_focused()
    page.get_by_label("Nom d’usage").fill("Delattre")
    page.get_by_label("Commune ou pays de naissance").fill("")
    open_onglet(page, "Coordonnées")
    expect(page.get_by_role("link", name=re.compile("^Identité.*à sauver$"))).to_be_visible()
    page.get_by_label("Code postal").fill("6299")
    go_on(page, "Sauver")
    expect(summary(page).get_by_role("link")).to_contain_text("code postal")
    inspect("modifier-coordonnees-erreur")
    fill_adresse(page, "Adresse", "4 rue du Moulin", "62990", "Valmont-sur-Lys")
    go_on(page, "Sauver")
    suite = saved(page)
    expect(suite).to_contain_text("4 rue du Moulin")
    expect(suite).not_to_contain_text("Delattre")
    inspect("modifier-coordonnees-sauve")

    open_onglet(page, "Foyer")
    go_on(page, "Ajouter une autre personne")
    enfant = page.get_by_role("region", name="Personne 2")
    choose(enfant, "Adulte ou enfant", "Enfant")
    enfant.get_by_label("Nom de naissance").fill("Marchand")
    enfant.get_by_label("Prénoms").fill("Jeanne")
    fill_date(enfant, "Date de naissance", 1, 2, 2024)
    go_on(page, "Sauver")
    expect(saved(page)).to_contain_text("Jeanne")
    inspect("modifier-foyer-sauve")

    open_onglet(page, "Identité")
    expect(page.get_by_label("Nom d’usage")).to_have_value("Delattre")
    go_on(page, "Sauver")
    expect(summary(page).get_by_role("link")).to_contain_text("Commune ou pays de naissance")
    page.get_by_label("Commune ou pays de naissance").fill("Arras")
    go_on(page, "Sauver")
    expect(saved(page)).to_contain_text("Delattre")
    assert portal.mails(compte["courriel"], "modifié", "Nom d’usage")
    page.get_by_role("link", name="Revenir à mon compte").click()
    expect(page.get_by_role("heading", name="Jeanne Marchand")).to_be_visible()
    expect(page.get_by_role("heading", name="Léo Marchand")).to_be_visible()
    expect(page.get_by_text("4 rue du Moulin")).to_be_visible()
    inspect("compte-modifie")
    print_compte(page)


def print_compte(page):
    """On paper: what the mairie knows, without buttons nor tabs."""
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Espace citoyen")).to_be_hidden()
    expect(page.get_by_role("link", name="Modifier mon compte")).to_be_hidden()
    expect(page.get_by_text("4 rue du Moulin")).to_be_visible()
    page.screenshot(path=f"build/captures/compte-impression-{page.viewport_size['width']}.png", full_page=True)
    page.emulate_media(media="screen")


def test_two_tabs_that_change_a_compte_at_once_lose_nothing_and_overwrite_nothing_unseen(
    page, context, portal, inspect, compte
):
    page.goto("/compte/modifier/#coordonnees")
    autre = context.new_page()
    autre.goto("/compte/modifier/#coordonnees")
    for onglet in (page, autre):
        expect(onglet.get_by_role("heading", level=1, name="Coordonnées")).to_be_visible()
    fill_adresse(autre, "Adresse", "1 place de la Mairie", "62990", "Valmont-sur-Lys")
    go_on(autre, "Sauver")
    saved(autre)
    page.bring_to_front()
    page.get_by_role("textbox", name="Téléphone").fill("06 12 34 56 78")
    page.get_by_label("Complément (facultatif)").fill("Bâtiment B")
    go_on(page, "Sauver")
    conflit = page.get_by_role("group", name="Votre compte a changé entre-temps")
    expect(conflit).to_be_focused()
    expect(conflit).to_contain_text("1 place de la Mairie")
    expect(conflit).to_contain_text("06 12 34 56 78".replace(" ", "\u00a0"))
    inspect("modifier-conflit")
    assert call(page, "GET", "/compte")["coordonnees"]["telephone"] is None
    conflit.get_by_role("button", name="Voir la version enregistrée").click()
    expect(page.get_by_label("Numéro et rue")).to_have_value("1 place de la Mairie")
    expect(page.get_by_role("textbox", name="Téléphone")).to_have_value("")
    inspect("modifier-conflit-enregistre")
    page.get_by_role("button", name="Reprendre mes modifications").click()
    expect(saved(page)).to_contain_text("Bâtiment B")
    coordonnees = call(page, "GET", "/compte")["coordonnees"]
    assert coordonnees["telephone"] == "+33612345678"
    assert "Bâtiment B" in coordonnees["adresse"]["lignes"]


def test_a_new_courriel_counts_once_both_mailboxes_have_said_so(page, collegue, portal, inspect, compte, width):
    nouveau = f"nouvelle.{width}@exemple.fr"
    page.goto("/compte/modifier/#coordonnees")
    page.get_by_label("Courriel", exact=True).fill(nouveau)
    go_on(page, "Sauver")
    expect(saved(page)).to_contain_text(nouveau)
    inspect("modifier-courriel-demande")
    page.goto("/compte/")
    attente = page.get_by_role("region", name="Changement de courriel en attente")
    expect(attente).to_contain_text(nouveau)
    inspect("compte-courriel-en-attente")

    open_courriel(collegue, compte["courriel"], "Confirmez", portal)
    inspect("confirmer-courriel", collegue)
    assert "#" in collegue.url
    go_on(collegue, "Confirmer cette adresse")
    expect(collegue.get_by_role("heading", name="C’est confirmé de ce côté")).to_be_focused()
    expect(collegue.get_by_text("Il reste à confirmer depuis votre nouvelle adresse")).to_be_visible()
    inspect("confirmer-courriel-un", collegue)
    page.reload()
    expect(attente.get_by_role("listitem").first).to_contain_text("confirmée")
    assert call(page, "GET", "/compte")["coordonnees"]["courriel"] == compte["courriel"]
    open_courriel(collegue, nouveau, "Confirmez", portal)
    go_on(collegue, "Confirmer cette adresse")
    expect(collegue.get_by_role("heading", name="Votre courriel est changé")).to_be_focused()
    inspect("confirmer-courriel-deux", collegue)
    for courriel in (compte["courriel"], nouveau):
        assert portal.mails(courriel, "a changé")
    page.reload()
    expect(page.get_by_text(nouveau)).to_be_visible()
    expect(attente).to_have_count(0)


@WHATEVER_THE_WIDTH
def test_a_change_of_courriel_is_cancelled_by_its_owner_or_by_whoever_gets_the_mail(
    page, collegue, portal, inspect, compte, width
):
    premier, second = f"premier.{width}@exemple.fr", f"second.{width}@exemple.fr"
    page.goto("/compte/modifier/#coordonnees")
    page.get_by_label("Courriel", exact=True).fill(premier)
    go_on(page, "Sauver")
    saved(page)
    page.goto("/compte/")
    page.get_by_role("button", name="Annuler ce changement").click()
    inspect("compte-courriel-annuler")
    page.get_by_role("dialog").get_by_role("button", name="Annuler le changement").click()
    expect(page.get_by_role("status").filter(has_text="Le changement de courriel est annulé.")).to_be_focused()
    expect(page.get_by_role("region", name="Changement de courriel en attente")).to_have_count(0)

    page.goto("/compte/modifier/#coordonnees")
    page.get_by_label("Courriel", exact=True).fill(second)
    go_on(page, "Sauver")
    saved(page)
    open_courriel(collegue, second, "Confirmez", portal)
    go_on(collegue, "Ce n’est pas moi : annuler ce changement")
    expect(collegue.get_by_role("heading", name="Le changement est annulé")).to_be_focused()
    inspect("confirmer-courriel-annule", collegue)
    open_courriel(collegue, compte["courriel"], "Confirmez", portal)
    go_on(collegue, "Confirmer cette adresse")
    expect(collegue.get_by_role("heading", name="Ce lien n’est plus valable")).to_be_focused()
    inspect("confirmer-courriel-perime", collegue)
    page.goto("/compte/")
    expect(page.get_by_role("heading", level=1, name="Votre compte")).to_be_visible()
    expect(page.get_by_text(re.compile("en attente"))).to_have_count(0)


@WHATEVER_THE_WIDTH
def test_a_session_that_ends_while_one_changes_a_compte_gives_the_page_back_after_the_log_in(page, portal, compte):
    page.goto("/compte/modifier/")
    page.context.clear_cookies()
    page.get_by_label("Nom d’usage").fill("Delattre")
    go_on(page, "Sauver")
    page.wait_for_url("**/?retour=%2Fcompte%2Fmodifier%2F")
