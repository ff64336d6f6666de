"""« Mes comptes »: factures seen, added to the panier or refused with the town’s words, taken out (R33–R40)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import VIEWPORTS, WHATEVER_THE_WIDTH
from tests.browser.facturation import REFUS, Regisseur, add, card, empty_panier
from tests.browser.gestes import login

ONGLETS = ["Accueil", "Compte", "Services", "Demandes", "Mes comptes"]


@pytest.fixture
def regisseur(collegue, portal):
    return Regisseur(collegue, portal)


def test_factures_are_seen_added_and_refused_with_the_words_of_the_town(page, compte, inspect, regisseur, width):
    """R33, R34, R36 to R40."""
    regisseur.emit(f"Cantine {width}", 4760)
    regisseur.emit(f"Portage {width}", 11800, regie="ccas")
    garderie = regisseur.emit(f"Garderie {width}", 3240)
    login(page, compte)
    empty_panier(page)
    onglets = page.get_by_role("navigation", name="Espace citoyen").get_by_role("link")
    assert [texte.strip() for texte in onglets.all_inner_texts()] == ONGLETS
    onglets.last.click()
    expect(page.get_by_role("heading", level=2, name="Factures à payer")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Consulter votre relevé")).to_be_visible()
    expect(card(page, f"Cantine {width}")).to_contain_text(re.compile(r"47,60.*À payer avant le", re.DOTALL))
    autre = page.context.new_page()
    autre.goto("/mes-comptes/")

    add(page, f"Cantine {width}")
    panier = page.get_by_role("complementary", name="Votre panier")
    expect(panier).to_contain_text("47,60")
    expect(card(page, f"Cantine {width}")).to_contain_text("Dans votre panier")
    inspect("mes-comptes")
    left, right = panier.bounding_box(), card(page, f"Cantine {width}").bounding_box()
    assert left["x"] + left["width"] < right["x"] if width == "1280" else left["y"] < right["y"]

    refused(page, f"Portage {width}")
    inspect("mes-comptes-refus")
    page.get_by_role("button", name="Ok", exact=True).click()
    expect(card(page, f"Portage {width}").get_by_role("button")).to_be_focused()
    refused(autre, f"Cantine {width}")
    autre.keyboard.press("Escape")
    expect(card(autre, f"Cantine {width}").get_by_role("button")).to_contain_text("Retirer")
    add(autre, f"Garderie {width}")
    autre.close()

    page.get_by_role("link", name="Accéder à votre panier").click()
    expect(page.get_by_text("80,00")).to_be_visible()
    inspect("panier")
    card(page, f"Garderie {width}").get_by_role("button").click()
    expect(card(page, f"Garderie {width}")).to_have_count(0)
    remettre = page.get_by_role("button", name="Remettre dans le panier")
    inspect("panier-retiree")
    remettre.click()
    expect(card(page, f"Garderie {width}")).to_be_visible()
    regisseur.cancel(garderie)
    page.reload()
    expect(
        page.get_by_text(f"La facture {garderie['numero']} a été annulée par la mairie. Motif\u00a0: Erreur de saisie.")
    ).to_be_visible()
    expect(card(page, f"Garderie {width}")).to_have_count(0)


def refused(page, objet):
    """With the literal message, over the page, and « Ok » under the finger."""
    card(page, objet).get_by_role("button").click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue.get_by_text(REFUS, exact=True)).to_be_visible()
    expect(dialogue.get_by_role("button", name="Ok", exact=True)).to_be_focused()


@WHATEVER_THE_WIDTH
def test_a_facture_shows_its_lines_and_is_kept_as_a_document_and_older_ones_are_archived(
    page, compte, inspect, regisseur
):
    facture = regisseur.emit("Accueil du soir", 5000)
    login(page, compte)
    empty_panier(page)
    page.goto("/mes-comptes/")
    card(page, "Accueil du soir").get_by_role("link", name="Détail").click()
    expect(page.get_by_role("heading", level=1, name="Accueil du soir")).to_be_visible()
    ligne = page.get_by_role("row").filter(has_text="1,5")
    expect(ligne).to_contain_text("Jeanne Marchand")
    expect(page.get_by_role("row").filter(has_text="Total")).to_contain_text("50,00")
    inspect("facture")
    with page.expect_download() as arrive:
        page.get_by_role("button", name="Télécharger la facture (PDF)").click()
    assert arrive.value.suggested_filename == f"facture-{facture['numero']}.pdf"
    page.get_by_role("button", name="Ajouter au panier").click()
    expect(page.get_by_role("button", name="Retirer")).to_be_visible()
    page.set_viewport_size(VIEWPORTS["320"])
    for chemin in ("/mes-comptes/", "/panier/", "/mes-comptes/archives/"):
        page.goto(chemin)
        expect(page.locator("#page .chargement")).to_have_count(0)
        inspect(f"etroit{chemin.replace('/', '-')}")
        onglets = page.get_by_role("navigation", name="Espace citoyen")
        assert onglets.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    expect(page.get_by_role("heading", level=1, name="Factures plus anciennes")).to_be_visible()


@WHATEVER_THE_WIDTH
def test_who_sees_no_facture_is_told_which_condition_is_missing(page, portal, inspect):
    """R35."""
    attente = next(c for c in portal.logins()["comptes"] if c["etat"] == "en_attente")
    login(page, attente)
    page.goto("/mes-comptes/")
    expect(page.get_by_role("heading", name="Votre compte n’est pas encore validé")).to_be_visible()
    inspect("mes-comptes-condition")
    page.get_by_role("link", name="Pourquoi n’ai-je aucune facture dans mon compte ?").click()
    expect(page.get_by_text("créé depuis plus de 2 jours ouvrés")).to_be_visible()
