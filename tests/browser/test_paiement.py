"""Paying at the simulated PayFiP, with each of its results, and what the page of return says of it (R36)."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.clavier import reach
from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.facturation import Regisseur, add, card, empty_panier, pay, set_payfip, title, to_payment
from tests.browser.gestes import advance, login

COURRIEL = "amelie.lire@valmont-sur-lys.example"
REVIREMENT_S = 121
PAYER = "/api/panier/paiement"


@pytest.fixture
def regisseur(collegue, portal):
    return Regisseur(collegue, portal)


@pytest.fixture
def payfip(portal):
    """Its switches; all is well again after the test."""
    yield lambda **reglages: set_payfip(portal, **reglages)
    set_payfip(portal)


@contextmanager
def later(portal, secondes):
    advance(portal, secondes)
    yield
    advance(portal, -secondes)


def fill(page, compte, *objets):
    """These factures alone in the panier, which is on the screen."""
    login(page, compte)
    empty_panier(page)
    page.goto("/mes-comptes/")
    for objet in objets:
        add(page, objet)
    page.get_by_role("link", name="Accéder à votre panier").click()


def test_a_payment_by_card_gives_a_quittance_on_screen_by_mail_and_in_the_releve(
    page, portal, compte, inspect, regisseur, width
):
    regisseur.emit(f"Étude {width}", 4760), regisseur.emit(f"Mercredi {width}", 3250)
    fill(page, compte, f"Étude {width}", f"Mercredi {width}")
    to_payment(page)
    expect(page.get_by_text("80,10")).to_be_visible()
    pay(page, "Payer par carte")
    title(page, "Votre paiement est enregistré")
    numero = re.search(r"V\d\d(-\w{4}){3}", page.locator(".timbre").first.inner_text())[0]
    inspect("paiement-enregistre")
    assert "80,10" in portal.mails(COURRIEL, mots=numero)[0]["texte"]
    with page.expect_download() as arrive:
        page.get_by_role("button", name="Télécharger la quittance (PDF)").click()
    assert arrive.value.suggested_filename == f"quittance-{numero}.pdf"
    page.get_by_role("link", name="Consulter votre relevé").click()
    ligne = page.get_by_role("row").filter(has_text=f"Étude {width}")
    expect(ligne.get_by_role("button", name="Quittance (PDF)")).to_be_visible()
    expect(page.get_by_role("complementary", name="Votre panier")).to_contain_text("Il est vide")
    inspect("mes-comptes-payees")


@WHATEVER_THE_WIDTH
def test_what_the_bank_refuses_is_tried_again_until_it_is_paid(page, compte, inspect, regisseur):
    regisseur.emit("Sortie au musée", 1500)
    fill(page, compte, "Sortie au musée")
    for bouton in ("Carte refusée", "Prélèvement refusé"):
        to_payment(page)
        pay(page, bouton)
        title(page, "Le paiement a été refusé")
        expect(page.get_by_text("Rien n’a été prélevé")).to_be_visible()
        page.get_by_role("link", name="Revenir au panier et réessayer").click()
    to_payment(page)
    page.go_back()
    inspect("panier-tenu")
    expect(page.get_by_role("button", name="Retirer")).to_have_count(0)
    page.get_by_role("link", name="Reprendre le paiement").click()
    pay(page, "Payer par prélèvement")
    title(page, "Votre paiement est enregistré")


@WHATEVER_THE_WIDTH
def test_a_payment_given_up_is_free_again_after_two_minutes_and_a_second_tab_follows_by_itself(
    page, portal, compte, inspect, regisseur
):
    regisseur.emit("Atelier théâtre", 2500)
    fill(page, compte, "Atelier théâtre")
    to_payment(page)
    pay(page, "Abandonner")
    title(page, "Vous avez renoncé à payer")
    expect(page.get_by_role("timer")).to_contain_text("min")
    inspect("paiement-suspendu")
    with later(portal, REVIREMENT_S):
        page.get_by_role("link", name="Revenir au panier et réessayer").click()
        to_payment(page)
        adresse = page.url
        autre = page.context.new_page()
        autre.goto("/panier/")
        autre.get_by_role("link", name="Voir où en est le paiement").click()
        title(autre, "Paiement en cours de vérification")
        inspect("paiement-verification", page=autre)
        assert page.url == adresse
        pay(page, "Payer par carte")
        autre.bring_to_front()
        title(autre, "Votre paiement est enregistré")
        expect(autre.locator("#titre")).to_be_focused()


@WHATEVER_THE_WIDTH
def test_where_payfip_is_down_or_an_answer_lost_the_payment_goes_on_by_keyboard_alone(
    page, compte, inspect, regisseur, payfip, pardons
):
    pardons.append(re.compile("status of 503|ERR_FAILED"))
    cles = []
    page.on("request", lambda r: cles.append(r.headers["idempotency-key"]) if r.url.endswith(PAYER) else None)
    regisseur.emit("Vacances d’hiver", 6000, jours=0)
    login(page, compte)
    empty_panier(page)
    page.goto("/mes-comptes/")
    press(page, card(page, "Vacances d’hiver").get_by_role("button"))
    expect(card(page, "Vacances d’hiver").get_by_role("button")).to_contain_text("Retirer")
    page.reload()
    press(page, page.get_by_role("link", name="Accéder à votre panier"))
    payfip(panne="indisponible")
    press(page, page.get_by_role("button", name="Payer par carte bancaire"))
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été prélevé.")
    expect(page.get_by_role("alert")).to_be_focused()
    inspect("panier-payfip-en-panne")
    payfip()
    page.route(f"**{PAYER}", lose_answer, times=1)
    press(page, page.get_by_role("button", name="Payer par carte bancaire"))
    expect(page.get_by_role("alert")).to_contain_text("Le portail ne répond pas.")
    press(page, page.get_by_role("button", name="Payer par carte bancaire"))
    press(page, page.get_by_role("button", name="Payer par carte", exact=True))
    title(page, "Votre paiement est enregistré")
    assert len(cles) == 3
    assert len(set(cles)) == 1
    page.context.clear_cookies()
    page.reload()
    expect(page.get_by_role("heading", name="Connectez-vous")).to_be_visible()
    login(page, compte, retour="/paiement/?id=*")
    title(page, "Votre paiement est enregistré")


def lose_answer(route):
    """It was done, and nobody is told."""
    route.fetch()
    route.abort()


def press(page, element):
    reach(page, element)
    page.keyboard.press("Enter")
