"""A demande made without compte is followed all the same: its papers at once, then by a link that is mailed (R5)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.gestes import Cryptogramme, advance, etape, go_on, summary
from tests.browser.inscription import NUMERO, decide
from tests.browser.suivi import enter_service, save_pdf, stands, thread, told
from tests.browser.test_etats import fill_deces

COURRIEL = "zoe.lire@exemple.fr"
LIEN = re.compile(r"/suivre/#\S+")
MANQUE = "En quelle année a-t-il déménagé ?"
UNE_HEURE = 3600


@pytest.fixture
def numero(page, portal):
    """Of an acte de décès, just sent."""
    fill_deces(page, Cryptogramme(page, portal))
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")
    return NUMERO.search(page.get_by_role("main").inner_text())[0]


def ask_for_link(page, portal, numero):
    """By the footer of any page; gives the address that the mail brings."""
    page.get_by_role("contentinfo").get_by_role("link", name="Suivre une demande sans compte").click()
    etape(page, "Suivre une demande sans compte")
    page.get_by_label("Numéro de la demande").fill(numero.replace("-", " ").lower())
    page.get_by_label("Courriel donné dans la demande").last.fill(COURRIEL)
    page.get_by_role("button", name="Recevoir le lien").click()
    etape(page, "Regardez vos courriels")
    return LIEN.search(portal.mails(COURRIEL, f"Suivre votre demande {numero}")[0]["texte"])[0]


def test_who_has_no_compte_has_the_papers_at_once_then_follows_and_completes_by_a_mailed_link(
    page, browser, collegue, portal, inspect, numero
):
    page.goto(f"/demande/?n={numero}")
    page.wait_for_url(f"**/suivre/?n={numero}")
    stands(page, "En cours")
    assert save_pdf(page, "Télécharger le récépissé") == (f"recepisse-{numero}.pdf", b"%PDF-")
    page.get_by_role("button", name="Quitter le suivi").click()
    etape(page, "Le suivi est fermé sur cet appareil")
    inspect("suivre-quitte")
    page.goto(f"/suivre/?n={numero}")
    expect(page.get_by_role("heading", name="Le suivi est fermé")).to_be_visible()
    expect(page.get_by_label("Numéro de la demande")).to_have_value(numero)
    inspect("suivre-ferme")

    enter_service(collegue, portal, "etat-civil")
    collegue.goto(f"/agents/demande/?n={numero}")
    decide(collegue, "Demander un complément", MANQUE)
    expect(collegue.get_by_role("status").filter(has_text="C’est fait")).to_be_visible()

    lien = ask_for_link(page, portal, numero)
    inspect("suivre-lien-demande")
    page.goto(lien)
    stands(page, "À compléter")
    page.wait_for_url(f"**/suivre/?n={numero}")
    expect(page.get_by_text("Ce suivi reste ouvert jusqu’à")).to_be_visible()
    expect(page.get_by_role("region", name="Il manque quelque chose")).to_contain_text(MANQUE)
    inspect("suivre-a-completer")
    page.get_by_label("Votre réponse au service").fill("En 2001.")
    page.get_by_role("button", name="Envoyer le complément").click()
    told(page, "C’est envoyé.")
    stands(page, "En cours")
    inspect("suivre-en-cours")
    collegue.reload()
    expect(thread(collegue).filter(has_text="En 2001.")).to_be_visible()


@WHATEVER_THE_WIDTH
def test_what_is_wrong_is_said_and_a_stranger_learns_nothing(page, inspect):
    page.goto("/suivre/")
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(summary(page).get_by_role("link")).to_have_count(2)
    inspect("suivre-erreurs")
    page.get_by_label("Numéro de la demande").fill("D26")
    page.get_by_label("Une date de naissance").check()
    for partie, valeur in (("Jour", "31"), ("Mois", "2"), ("Année", "1985")):
        page.get_by_label(partie, exact=True).fill(valeur)
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(summary(page)).to_contain_text("Ce numéro n’est pas complet.")
    expect(summary(page)).to_contain_text("Cette date n’existe pas.")
    inspect("suivre-date-fausse")
    page.get_by_label("Numéro de la demande").fill("D26-ABCD-EFGH")
    page.get_by_label("Jour", exact=True).fill("3")
    page.get_by_role("button", name="Recevoir le lien").click()
    etape(page, "Regardez vos courriels")
    expect(page.get_by_role("main")).to_contain_text("Si ")


@WHATEVER_THE_WIDTH
def test_a_link_that_is_over_says_what_to_do_and_a_follow_up_that_ends_keeps_what_is_typed(
    page, portal, inspect, numero
):
    page.goto("/")
    lien = ask_for_link(page, portal, numero)
    page.goto(lien)
    page.get_by_role("button", name="Écrire au service").click()
    page.get_by_label("Votre message").fill("Une question.")
    advance(portal, UNE_HEURE)
    try:
        page.get_by_role("button", name="Envoyer", exact=True).click()
        expect(page.get_by_text("Le suivi est fermé")).to_be_visible()
        expect(page.get_by_label("Votre message")).to_have_value("Une question.")
        inspect("suivre-session-finie")
        page.goto("/")
        page.goto(lien)
        expect(page.get_by_role("alert")).to_contain_text("Ce lien n’est plus valable")
        assert page.url.endswith("/suivre/")
        inspect("suivre-lien-expire")
    finally:
        advance(portal, -UNE_HEURE)
