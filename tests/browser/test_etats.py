"""What may go wrong around a citizen who fills a form: nothing typed is lost, and a sentence says what to do."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SHOTS, WHATEVER_THE_WIDTH, visiting
from tests.browser.creation import fill_all
from tests.browser.gestes import (
    Cryptogramme,
    advance,
    choose,
    etape,
    fill_adresse,
    fill_date,
    forget_drafts,
    go_on,
    login,
    logout,
)

TROIS_HEURES = 3 * 3600


@pytest.fixture
def comptes(portal):
    return portal.logins()["comptes"]


@pytest.fixture
def later(portal):
    """Three hours pass: a citizen's session lasts two. The clock comes back after the test."""
    passed = []

    def pass_time():
        passed.append(TROIS_HEURES)
        advance(portal, TROIS_HEURES)

    yield pass_time
    for seconds in passed:
        advance(portal, -seconds)


def fill_deces(page, cryptogramme):
    """The shortest démarche, up to « Vérification »."""
    page.goto("/demarches/acte-deces/")
    etape(page, "Le lieu du décès")
    choose(page, "Où la personne est-elle décédée ?", "Dans la commune")
    go_on(page)
    page.get_by_label("Nom de naissance").fill("Lire")
    page.get_by_label("Prénoms").fill("Augustin")
    fill_date(page, "Date du décès", 30, 9, 2004)
    go_on(page)
    fill_adresse(page, "Votre adresse", "5 quai des Brumes", "29200", "Brest")
    go_on(page)
    etape(page, "Vos coordonnées")
    page.get_by_label("Votre nom").fill("Lire")
    page.get_by_label("Votre prénom").fill("Zoé")
    page.get_by_label("Votre adresse électronique").fill("zoe.lire@exemple.fr")
    go_on(page)
    etape(page, "Vérification")
    cryptogramme.copy()


@pytest.fixture
def cryptogramme(page, portal):
    return Cryptogramme(page, portal)


def test_a_session_that_ends_in_the_middle_of_a_form_gives_it_back_after_the_log_in(page, inspect, comptes, later):
    login(page, comptes[0])
    forget_drafts(page)
    page.goto("/demarches/inscription-scolaire/")
    choose(page, "Cette demande concerne", "Un autre enfant")
    go_on(page)
    etape(page, "L’enfant")
    page.get_by_label("Nom de l’enfant", exact=True).fill("Delattre")
    expect(page.get_by_text("Brouillon enregistré dans votre compte")).to_be_visible()
    later()
    page.reload()
    page.wait_for_url("**/?retour=%2Fdemarches%2Finscription-scolaire%2F")
    expect(page.get_by_role("heading", name="Connectez-vous")).to_be_visible()
    inspect("session-finie")
    login(page, comptes[0], retour="/demarches/inscription-scolaire/")
    etape(page, "L’enfant")
    expect(page.get_by_label("Nom de l’enfant", exact=True)).to_have_value("Delattre")
    page.goto("/accueil/")
    page.get_by_role("link", name="Reprendre : Inscription scolaire").click()
    etape(page, "L’enfant")


@WHATEVER_THE_WIDTH
def test_a_draft_left_by_a_session_that_ended_is_not_shown_to_the_next_person(page, comptes, later):
    login(page, comptes[0])
    forget_drafts(page)
    page.goto("/demarches/inscription-scolaire/")
    choose(page, "Cette demande concerne", "Un autre enfant")
    go_on(page)
    page.get_by_label("Nom de l’enfant", exact=True).fill("Delattre")
    expect(page.get_by_text("Brouillon enregistré dans votre compte")).to_be_visible()
    later()
    login(page, comptes[1])
    page.goto("/demarches/inscription-scolaire/")
    etape(page, "L’enfant")
    expect(page.get_by_label("Nom de l’enfant", exact=True)).to_have_value("")


def test_a_form_that_changed_meanwhile_keeps_the_answers(page, inspect, cryptogramme):
    def outdated(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps(answer.json() | {"version": 2}))

    def refuse(route):
        corps = {"type": "/problemes/version-perimee", "status": 409, "detail": PERIMEE}
        route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(corps))

    page.route("**/api/demarches/acte-deces", outdated)
    page.route("**/api/demandes", refuse)
    fill_deces(page, cryptogramme)
    page.unroute("**/api/demarches/acte-deces")
    go_on(page, "Envoyer")
    expect(page.get_by_role("alert")).to_have_text(PERIMEE)
    expect(page.get_by_text("5 quai des Brumes")).to_be_visible()
    inspect("version-perimee")
    page.unroute("**/api/demandes")
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")


PERIMEE = "Le formulaire a changé depuis que vous l’avez ouvert. Vos réponses sont gardées, vérifiez-les."


def test_without_a_network_nothing_leaves_and_nothing_is_lost(page, context, pardons, inspect, cryptogramme):
    fill_deces(page, cryptogramme)
    pardons.append(re.compile("ERR_INTERNET_DISCONNECTED"))
    context.set_offline(True)
    go_on(page, "Envoyer")
    expect(page.get_by_role("alert")).to_contain_text("Vous n’êtes plus connecté à Internet.")
    expect(page.get_by_role("alert")).to_contain_text("Vos réponses sont gardées.")
    inspect("hors-ligne")
    context.set_offline(False)
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")


@WHATEVER_THE_WIDTH
def test_an_answer_lost_on_the_way_makes_one_demande_only(page, pardons, cryptogramme):
    pardons.append(re.compile("ERR_FAILED"))
    numeros = []

    def lose(route):
        numeros.append(route.fetch().json()["numero"])
        route.abort()

    fill_deces(page, cryptogramme)
    page.route("**/api/demandes", lose, times=1)
    go_on(page, "Envoyer")
    expect(page.get_by_role("alert")).to_contain_text("Le portail ne répond pas.")
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")
    expect(page.get_by_role("main")).to_contain_text(numeros[0])


def test_the_demande_of_somebody_else_does_not_exist(page, inspect, comptes):
    login(page, comptes[0])
    numero = page.request.get("/api/demandes").json()["elements"][0]["numero"]
    logout(page)
    login(page, comptes[1])
    page.goto(f"/demande/?n={numero}")
    expect(page.get_by_role("alert")).to_contain_text("n’existe pas")
    expect(page.get_by_role("button", name="Réessayer")).to_have_count(0)
    inspect("demande-introuvable")
    page.goto("/accueil/")
    expect(page.get_by_role("listitem").filter(has_text="Portage de repas")).to_contain_text("À compléter")
    page.get_by_role("link", name="Portage de repas").click()
    expect(page.get_by_role("heading", name="Il manque quelque chose")).to_be_visible()
    inspect("demande-a-completer")


@WHATEVER_THE_WIDTH
def test_the_address_of_a_demande_without_its_numero_leads_nowhere(page, comptes):
    login(page, comptes[0])
    page.goto("/demande/")
    expect(page.get_by_role("alert")).to_contain_text("n’existe pas")


def test_an_unknown_address_leads_to_a_page_that_helps(page, inspect):
    assert page.goto("/une/page/inconnue/").status == 404
    expect(page.get_by_role("heading", name="Cette page n’existe pas")).to_be_visible()
    inspect("introuvable")
    page.get_by_role("link", name="Voir toutes les démarches").click()
    etape(page, "Services")


PAGES = [
    "/accueil/", "/demandes/", "/compte/", "/compte/modifier/", "/compte/mot-de-passe/", "/compte/question/",
    "/compte/connexions/", "/compte/donnees/", "/demarches/inscription-scolaire/",
]  # fmt: skip


def test_a_page_whose_data_do_not_come_says_so_and_tries_again(page, pardons, inspect, comptes):
    pardons.append(re.compile("ERR_FAILED"))
    login(page, comptes[0])
    for chemin in PAGES:
        page.route("**/api/**", lambda route: route.abort())
        page.goto(chemin)
        expect(page.get_by_role("alert")).to_contain_text("Le portail ne répond pas.")
        inspect(f"panne-{chemin.strip('/').replace('/', '-')}")
        page.unroute_all()
        page.get_by_role("button", name="Réessayer").click()
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_compte_is_not_created_while_the_portal_does_not_answer_and_nothing_is_lost(
    page, pardons, inspect, cryptogramme, width
):
    pardons.append(re.compile("ERR_FAILED"))
    page.route("**/api/**", lambda route: route.abort())
    fill_all(page, f"panne.{width}@exemple.fr")
    expect(page.get_by_text("Le portail ne répond pas.")).to_be_visible()
    inspect("panne-creer-un-compte")
    page.unroute_all()
    page.get_by_role("button", name="Nouveau code").click()
    cryptogramme.copy()
    page.route("**/api/comptes", lambda route: route.abort(), times=1)
    go_on(page, "Envoyer")
    expect(page.get_by_role("alert")).to_contain_text("Ce que vous avez saisi est gardé.")
    go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")


def test_without_javascript_the_portal_still_informs(browser, portal, width):
    with visiting(browser, portal, width, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        assert "Pour vous connecter, activez JavaScript" in page.locator("noscript").inner_text()
        expect(page.get_by_role("link", name="Acte de naissance")).to_be_visible()
        page.get_by_role("link", name="Foire aux questions").click()
        page.get_by_text("À quoi sert le cryptogramme").click()
        expect(page.get_by_text("empêche des robots")).to_be_visible()
        for titre in ("Mentions légales", "Données personnelles", "Accessibilité"):
            page.get_by_role("contentinfo").get_by_role("link", name=titre).click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.goto("/demarches/inscription-scolaire/")
        page.screenshot(path=SHOTS / f"sans-javascript-{width}.png", full_page=True)
        avis = page.get_by_role("main").locator("noscript").inner_text()
        assert "Cette page a besoin de JavaScript" in avis
        assert "Service Affaires scolaires, 1 place de la Mairie, 62990" in avis
        expect(page.get_by_role("main").get_by_role("link", name="03 00 00 00 20").first).to_be_visible()
        expect(page.get_by_role("main").get_by_role("status")).to_have_count(0)
