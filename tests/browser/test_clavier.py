"""A whole journey without a mouse: Tab, Enter, Space and letters, as who cannot hold a mouse does it."""

from playwright.sync_api import expect

from tests.browser.clavier import PATIENCE, go_on, reach, write
from tests.browser.gestes import Cryptogramme, etape, login

COVERED = """(() => {
    const bar = document.querySelector('nav.onglets'), place = document.activeElement.getBoundingClientRect();
    const under = bar.getBoundingClientRect();
    return !bar.contains(document.activeElement) && place.bottom > under.top && place.top < under.bottom;
})()"""


def test_the_first_tab_leads_straight_to_the_content(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.get_by_role("main").evaluate("main => main.contains(document.activeElement)")


def test_an_acte_de_deces_is_asked_for_by_keyboard_alone(page, portal, inspect):
    cryptogramme = Cryptogramme(page, portal)
    page.goto("/")
    reach(page, page.get_by_role("link", name="Acte de décès"))
    page.keyboard.press("Enter")
    etape(page, "Le lieu du décès")
    go_on(page)
    lien = page.get_by_role("link", name="Où la personne est-elle décédée")
    reach(page, lien)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Dans la commune", exact=True)).to_be_focused()
    inspect("clavier-focus")
    page.keyboard.press("Space")
    go_on(page)
    etape(page, "La personne décédée")
    write(page, page.get_by_label("Nom de naissance"), "Lire")
    write(page, page.get_by_label("Prénoms"), "Augustin")
    for partie, valeur in (("Jour", "30"), ("Mois", "9"), ("Année", "2004")):
        write(page, page.get_by_label(partie), valeur)
    page.keyboard.press("Enter")
    etape(page, "L’envoi du document")
    write(page, page.get_by_label("Numéro et rue"), "5 quai des Brumes")
    write(page, page.get_by_label("Code postal"), "29200")
    write(page, page.get_by_label("Commune"), "Brest")
    go_on(page)
    etape(page, "Vos coordonnées")
    write(page, page.get_by_label("Votre nom"), "Lire")
    write(page, page.get_by_label("Votre prénom"), "Zoé")
    write(page, page.get_by_label("Votre adresse électronique"), "zoe.clavier@exemple.fr")
    go_on(page)
    etape(page, "Vérification")
    reach(page, page.get_by_label("Cryptogramme"))
    page.keyboard.type(cryptogramme.read())
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")


def test_the_tabs_at_the_foot_of_a_phone_never_cover_what_has_the_focus(page, compte):
    login(page, compte)
    page.goto("/services/")
    dernier = page.get_by_role("contentinfo").get_by_role("link", name="Espace des agents")
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        assert not page.evaluate(COVERED), page.evaluate("document.activeElement.textContent")
        if dernier.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError("the end of the page is out of reach of the keyboard")
