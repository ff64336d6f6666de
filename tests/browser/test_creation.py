"""What the creation of a compte adds to a plain form: doubts, suggestions, the foyer, a draft that waits, robots."""

import re

import pytest
from playwright.sync_api import expect

from infra import chromium
from tests.browser.conftest import QUIET, ROOT, VIEWPORTS, WHATEVER_THE_WIDTH
from tests.browser.creation import (
    MOT_DE_PASSE,
    PREVENIR,
    arrive,
    fill_all,
    fill_coordonnees,
    fill_identite,
    fill_securite,
)
from tests.browser.gestes import Cryptogramme, choose, etape, fill_adresse, fill_date, go_on, summary


@pytest.fixture
def cryptogramme(page, portal):
    return Cryptogramme(page, portal)


def to_coordonnees(page):
    arrive(page)
    fill_identite(page)
    etape(page, "Coordonnées")


def test_a_courriel_that_looks_mistyped_is_questioned_once_and_the_citizen_decides(page, inspect):
    to_coordonnees(page)
    courriel = page.get_by_label("Courriel", exact=True)
    courriel.fill("amelie.lire@gmial.com")
    fill_adresse(page, "Adresse", "12 rue des Tilleuls", "62990", "Valmont-sur-Lys")
    choose(page, PREVENIR, "Par courriel")
    go_on(page)
    question = page.get_by_role("group", name="Vouliez-vous écrire amelie.lire@gmail.com ?")
    expect(question).to_be_focused()
    inspect("compte-2-doute")
    question.get_by_role("button", name="Oui, corriger").click()
    etape(page, "Foyer")
    page.get_by_role("button", name="Précédent").click()
    expect(courriel).to_have_value("amelie.lire@gmail.com")
    courriel.fill("amelie.lire@orang.fr")
    go_on(page)
    page.get_by_role("button", name="Non, garder ce que j’ai écrit").click()
    etape(page, "Foyer")
    page.get_by_role("button", name="Précédent").click()
    expect(courriel).to_have_value("amelie.lire@orang.fr")


def test_an_address_is_chosen_among_suggestions_by_keyboard_alone(page, inspect):
    to_coordonnees(page)
    rue = page.get_by_label("Numéro et rue")
    rue.press_sequentially("12 rue des ti")
    expect(page.get_by_role("option")).to_have_text(["12 Rue des Tilleuls 62990 Valmont-sur-Lys"])
    expect(rue).to_have_attribute("aria-expanded", "true")
    inspect("compte-2-adresses")
    rue.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    rue.fill("12 rue des ")
    expect(page.get_by_role("option")).to_have_count(2)
    rue.press("ArrowDown")
    rue.press("ArrowDown")
    rue.press("ArrowUp")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    inspect("compte-2-adresses-choisie")
    rue.press("Enter")
    etape(page, "Coordonnées")
    expect(rue).to_have_value("12 Rue des Tilleuls")
    expect(rue).to_be_focused()
    expect(page.get_by_label("Code postal")).to_have_value("62990")
    expect(page.get_by_label("Commune", exact=True)).to_have_value("Valmont-sur-Lys")
    rue.fill("Lieu-dit Nulle Part")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(rue).to_have_value("Lieu-dit Nulle Part")


@WHATEVER_THE_WIDTH
def test_what_is_typed_before_the_suggestions_are_ready_is_not_lost_for_them(page):
    modules = (ROOT / "build" / "site" / "_" / "js").glob("*.js")
    [module] = [js.name for js in modules if "-propositions" in js.read_text(encoding="utf-8")]
    typed = False
    retenus = []

    def hold(route):
        """The module waits for the last character; asked for after it, it goes its way."""
        if typed:
            route.continue_()
        else:
            retenus.append(route)

    page.route(f"**/{module}", hold)
    to_coordonnees(page)
    rue = page.get_by_label("Numéro et rue")
    with page.expect_request(f"**/{module}"):
        rue.press_sequentially("12 rue des ti")
        typed = True
    for retenu in retenus:
        retenu.continue_()
    expect(page.get_by_role("option")).to_have_text(["12 Rue des Tilleuls 62990 Valmont-sur-Lys"])


@WHATEVER_THE_WIDTH
def test_an_address_service_that_does_not_answer_is_not_worth_a_word(page, pardons):
    pardons.append(re.compile("status of 503"))
    to_coordonnees(page)
    with page.expect_request("**/api/adresses?*"):
        page.route("**/api/adresses?*", lambda route: route.fulfill(status=503, body="{}"))
        page.get_by_label("Numéro et rue").press_sequentially("12 rue des ti")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_sms_are_sent_to_a_mobile_and_the_page_says_so(page, inspect):
    to_coordonnees(page)
    page.get_by_label("Courriel", exact=True).fill("amelie.lire@exemple.fr")
    fill_adresse(page, "Adresse", "12 rue des Tilleuls", "62990", "Valmont-sur-Lys")
    telephone = page.get_by_label("Téléphone", exact=True)
    choose(page, PREVENIR, "Par téléphone (SMS)")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_have_text(re.compile("^Téléphone"))
    telephone.fill("03 21 00 00 01")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_contain_text("mobile")
    inspect("compte-2-mobile")
    telephone.fill("06 12 34 56 78")
    go_on(page)
    etape(page, "Foyer")


def fill_membre(page, rang, lien, prenoms, naissance):
    personne = page.get_by_role("region", name=f"Personne {rang}")
    choose(personne, "Adulte ou enfant", lien)
    personne.get_by_label("Nom de naissance").fill("Marchand")
    personne.get_by_label("Prénoms").fill(prenoms)
    fill_date(personne, "Date de naissance", *naissance)
    return personne


def test_members_come_and_go_and_come_back_and_a_child_is_no_older_than_the_parent(page, portal, inspect, cryptogramme):
    arrive(page)
    fill_identite(page)
    fill_coordonnees(page, "foyer@exemple.fr")
    etape(page, "Foyer")
    go_on(page, "Ajouter une personne")
    enfant = fill_membre(page, 1, "Enfant", "Léo, Paul", (2, 9, 1980))
    enfant.get_by_label("École").fill("École des Peupliers")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_contain_text("un enfant ne peut pas être né avant vous")
    inspect("compte-3-foyer-age")
    summary(page).get_by_role("link").click()
    expect(enfant.get_by_label("Jour")).to_be_focused()
    fill_date(enfant, "Date de naissance", 2, 9, 2020)
    go_on(page, "Ajouter une autre personne")
    adulte = fill_membre(page, 2, "Adulte", "Julien", (2, 11, 1986))
    expect(adulte.get_by_label("École")).to_have_count(0)
    enfant.get_by_role("button", name="Retirer la personne 1").click()
    retrait = page.get_by_role("group", name="Léo Marchand ne fait plus partie de cette liste.")
    expect(retrait).to_be_focused()
    expect(page.get_by_text("un enfant ne peut pas être né avant vous")).to_have_count(0)
    inspect("compte-3-foyer-retrait")
    retrait.get_by_role("button", name="Rétablir").click()
    expect(page.get_by_role("region", name="Personne 1").get_by_label("Prénoms")).to_have_value("Léo, Paul")
    expect(page.get_by_role("region", name="Personne 1").get_by_label("Année")).to_have_value("2020")
    expect(page.get_by_role("region", name="Personne 2").get_by_label("Prénoms")).to_have_value("Julien")
    page.get_by_role("button", name="Retirer la personne 2").click()
    go_on(page)
    fill_securite(page)
    etape(page, "Validation")
    expect(page.get_by_text("École des Peupliers")).to_be_visible()
    expect(page.get_by_text("Julien")).to_have_count(0)
    cryptogramme.copy()
    with page.expect_request("**/api/comptes") as envoi:
        go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")
    assert [m["prenoms"] for m in envoi.value.post_data_json["membres"]] == [["Léo", "Paul"]]


@WHATEVER_THE_WIDTH
def test_a_person_without_a_prenom_says_so_and_is_not_asked_for_one(page, inspect, cryptogramme):
    arrive(page)
    page.get_by_label("Premier prénom").fill("Amélie")
    page.get_by_label("Je n’ai pas de prénom").check()
    expect(page.get_by_label("Premier prénom")).to_have_count(0)
    page.get_by_label("Nom de naissance").fill("Suharto")
    fill_date(page, "Date de naissance", 14, 5, 1988)
    page.get_by_label("Commune ou pays de naissance").fill("Jakarta")
    inspect("compte-1-seul-nom")
    go_on(page)
    fill_coordonnees(page, "suharto@exemple.fr")
    etape(page, "Foyer")
    go_on(page, "Plus tard")
    fill_securite(page)
    etape(page, "Validation")
    expect(page.get_by_text("Amélie")).to_have_count(0)
    cryptogramme.copy()
    with page.expect_request("**/api/comptes") as envoi:
        go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")
    assert envoi.value.post_data_json["identite"]["prenoms"] == []


@WHATEVER_THE_WIDTH
def test_robots_meet_a_champ_that_people_do_not_and_a_proof_that_people_do_not_see(page, portal, cryptogramme):
    fill_all(page, "robot@exemple.fr")
    assert "miel" not in page.get_by_role("main").inner_text().lower()
    piege = page.locator("input[name=site]")
    assert piege.count() == 1
    boite = piege.bounding_box()
    assert boite is None or boite["x"] < 0 or boite["y"] < 0 or boite["width"] <= 1
    assert piege.evaluate("e => e.tabIndex") == -1
    cryptogramme.copy()
    with page.expect_request("**/api/comptes") as envoi:
        go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")
    joint = envoi.value.post_data_json["cryptogramme"]
    enigme = cryptogramme.asked[-1].response().json()["preuve"]
    assert joint["miel"] == ""
    assert 0 <= joint["preuve"] <= enigme["maxnumber"]
    empreinte = page.evaluate(DIGEST, enigme["salt"] + str(joint["preuve"]))
    assert empreinte == enigme["challenge"]


DIGEST = """async (texte) => {
    const octets = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(texte)));
    return [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}"""


@WHATEVER_THE_WIDTH
def test_a_champ_that_only_robots_fill_makes_no_compte(page, portal, cryptogramme):
    fill_all(page, "miel@exemple.fr")
    cryptogramme.copy()
    page.locator("input[name=site]").evaluate(FILL, "https://spam.example")
    with page.expect_response("**/api/comptes") as reponse:
        go_on(page, "Envoyer")
    assert not reponse.value.ok
    etape(page, "Validation")


FILL = "(champ, valeur) => (champ.value = valeur, champ.dispatchEvent(new Event('input')))"


@WHATEVER_THE_WIDTH
def test_a_draft_waits_for_a_browser_that_was_closed(browser, portal, tmp_path, inspect, width):
    """A persistent profile: what a citizen's own computer keeps from one day to the next."""

    def opened():
        return browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=chromium.find(), args=QUIET, base_url=portal.origin, viewport=VIEWPORTS[width],
            locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce",
        )  # fmt: skip

    with opened() as premier:
        page = premier.new_page()
        fill_all(page, "demain@exemple.fr")
        expect(page.get_by_text("Brouillon enregistré sur cet appareil")).to_be_visible()
    with opened() as second:
        page = second.new_page()
        page.goto("/creer-un-compte/")
        etape(page, "Validation")
        expect(page.get_by_text("Brouillon repris, sans le mot de passe ni la réponse secrète")).to_be_visible()
        expect(page.get_by_text("demain@exemple.fr")).to_be_visible()
        inspect("compte-5-reprise", page)
        kept = page.evaluate(KEPT)
        assert "demain@exemple.fr" in kept
        assert MOT_DE_PASSE not in kept
        assert "Noisette" not in kept


KEPT = """new Promise((resolve) => {
    const opening = indexedDB.open('portail');
    opening.onsuccess = () => {
        const all = opening.result.transaction('brouillons').objectStore('brouillons').getAll();
        all.onsuccess = () => (opening.result.close(), resolve(JSON.stringify(all.result)));
    };
})"""
