"""An acte de naissance for whoever was born here, wherever they live: no compte, a cryptogramme (R3, R11)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.gestes import Cryptogramme, choose, etape, fill_adresse, fill_date, go_on, summary

NUMERO = re.compile(r"D\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def cryptogramme(page, portal):
    return Cryptogramme(page, portal)


def arrive(page):
    page.goto("/")
    page.get_by_role("link", name="Acte de naissance").click()
    etape(page, "L’acte demandé")


def ask(page, document):
    choose(page, "Où la personne est-elle née ?", "Dans la commune")
    choose(page, "Document demandé", document)
    go_on(page)


def tell_who(page, annee):
    etape(page, "La personne concernée")
    page.get_by_label("Nom de naissance").fill("Delattre")
    page.get_by_label("Prénoms").fill("Zoé, Anaïs")
    fill_date(page, "Date de naissance", 27, 3, annee)
    go_on(page)


def test_a_birth_abroad_stops_the_form_and_says_where_to_go(page, inspect):
    arrive(page)
    inspect("acte-1")
    choose(page, "Où la personne est-elle née ?", "À l’étranger")
    arret = page.get_by_role("alert").filter(has_text="Service central d’état civil, à Nantes")
    expect(arret).to_contain_text("44941 Nantes Cedex 9")
    choose(page, "Document demandé", "Copie intégrale")
    inspect("acte-1-etranger")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_contain_text("Vous ne pouvez pas poursuivre cette démarche ici.")
    inspect("acte-1-etranger-arret")
    summary(page).get_by_role("link").click()
    expect(page.get_by_text("Cet acte se demande au Service central d’état civil, à Nantes").last).to_be_in_viewport()
    choose(page, "Où la personne est-elle née ?", "Dans la commune")
    expect(page.get_by_text("44941 Nantes Cedex 9")).to_have_count(0)
    go_on(page)
    etape(page, "La personne concernée")


def test_what_is_asked_depends_on_the_document_and_on_the_age_of_the_acte(page, inspect):
    arrive(page)
    ask(page, "Copie intégrale")
    tell_who(page, 1985)
    etape(page, "Votre lien avec cette personne")
    choose(page, "Vous êtes", "Un professionnel autorisé par la loi (avocat, notaire…)")
    expect(page.get_by_label("Votre profession et votre étude ou cabinet")).to_be_visible()
    choose(page, "Vous êtes", "Une autre personne")
    expect(page.get_by_label("Votre profession et votre étude ou cabinet")).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text("Ce document ne peut pas vous être remis")
    inspect("acte-3-lien-arret")
    choose(page, "Vous êtes", "Son fils, sa fille ou l’un de ses petits-enfants")
    go_on(page)
    etape(page, "Les parents de cette personne")
    page.get_by_role("button", name="Précédent").click()
    page.get_by_role("button", name="Précédent").click()
    tell_who(page, 1931)
    etape(page, "L’envoi du document")


def test_an_extrait_is_asked_for_with_a_cryptogramme_wrong_then_right(page, portal, inspect, cryptogramme, width):
    courriel = f"zoe.delattre.{width}@exemple.fr"
    arrive(page)
    ask(page, "Extrait avec filiation")
    tell_who(page, 1985)
    etape(page, "Votre lien avec cette personne")
    choose(page, "Vous êtes", "La personne concernée, majeure ou émancipée")
    inspect("acte-3-lien")
    go_on(page)
    etape(page, "Les parents de cette personne")
    expect(page.get_by_label("Prénoms du second parent")).to_have_count(0)
    page.get_by_label("Nom de naissance du premier parent").fill("Delattre")
    page.get_by_label("Prénoms du premier parent").fill("Jeanne")
    page.get_by_label("Nom de naissance du second parent").fill("d’Hérouville")
    page.get_by_label("Prénoms du second parent").fill("Paul")
    inspect("acte-4-parents")
    go_on(page)
    tell_pieces_and_where(page, courriel, inspect)
    go_on(page, "Envoyer")
    expect(summary(page).get_by_role("link")).to_have_text("Cryptogramme : recopiez les caractères de l’image.")
    summary(page).get_by_role("link").click()
    expect(page.get_by_label("Cryptogramme")).to_be_focused()

    before = cryptogramme.image.get_attribute("src")
    cryptogramme.copy_wrongly()
    go_on(page, "Envoyer")
    expect(cryptogramme.image).not_to_have_attribute("src", before)
    expect(summary(page)).to_contain_text("Le code ne correspond pas à l’image.")
    expect(page.get_by_text("5 quai des Brumes")).to_be_visible()
    inspect("acte-7-verification-refus")
    cryptogramme.copy()
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")
    inspect("acte-8-envoyee")
    numero = NUMERO.search(page.get_by_role("main").inner_text())[0]
    recepisse = portal.mails(courriel, numero)[0]["texte"]
    assert "Votre pièce d’identité" in recepisse
    assert "/demande/?n=" not in recepisse
    page.get_by_role("link", name="Retour à l’accueil").click()
    page.get_by_role("link", name="Acte de naissance").click()
    etape(page, "L’acte demandé")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def tell_pieces_and_where(page, courriel, inspect):
    etape(page, "L’envoi du document")
    inspect("acte-5-envoi")
    fill_adresse(page, "Votre adresse", "5 quai des Brumes", "29200", "Brest")
    go_on(page)
    etape(page, "Pièces justificatives")
    page.get_by_label("Je l’enverrai par courrier : Votre pièce d’identité").check()
    go_on(page)
    etape(page, "Vos coordonnées")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_have_count(3)
    inspect("acte-6-coordonnees-erreurs")
    tell_contact(page, courriel)


def tell_contact(page, courriel):
    etape(page, "Vos coordonnées")
    page.get_by_label("Votre nom").fill("Delattre")
    page.get_by_label("Votre prénom").fill("Zoé")
    page.get_by_label("Votre adresse électronique").fill(courriel)
    go_on(page)
    etape(page, "Vérification")


@WHATEVER_THE_WIDTH
def test_the_code_may_be_heard_instead_of_read(page, inspect, cryptogramme):
    arrive(page)
    ask(page, "Extrait sans filiation")
    tell_who(page, 1985)
    etape(page, "L’envoi du document")
    fill_adresse(page, "Votre adresse", "5 quai des Brumes", "29200", "Brest")
    go_on(page)
    tell_contact(page, "zoe@exemple.fr")
    expect(cryptogramme.image).to_be_visible()
    assert len(cryptogramme.asked) == 1
    inspect("acte-7-verification")
    page.get_by_role("button", name="Écouter le code").click()
    expect(page.get_by_text("Lecture du code…")).to_be_visible()
    expect(page.get_by_text("Lecture du code…")).to_be_hidden(timeout=20_000)
    expect(page.get_by_text("La lecture est impossible")).to_have_count(0)
