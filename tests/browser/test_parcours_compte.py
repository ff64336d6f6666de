"""Creating a compte, as a citizen who has never come does it, then the first log-in (R8–R16)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.creation import (
    MOT_DE_PASSE,
    PREVENIR,
    arrive,
    fill_all,
    fill_coordonnees,
    fill_identite,
    fill_securite,
)
from tests.browser.gestes import (
    Cryptogramme,
    choose,
    etape,
    fill_adresse,
    fill_date,
    go_on,
    login,
    logout,
    summary,
)

FACILE = "motdepasse1234"


@pytest.fixture
def cryptogramme(page, portal):
    return Cryptogramme(page, portal)


@pytest.fixture
def courriel(page, request):
    """Of nobody else, whatever the test and the width."""
    return f"amelie.{abs(hash(request.node.name)) % 10**8}@exemple.fr"


def test_an_identifiant_arrives_by_courriel_and_opens_an_empty_accueil(page, portal, inspect, cryptogramme, courriel):
    arrive(page)
    inspect("compte-1-identite")
    fill_identite(page)
    inspect("compte-2-coordonnees")
    fill_coordonnees(page, courriel)
    etape(page, "Foyer")
    inspect("compte-3-foyer")
    go_on(page, "Plus tard")
    etape(page, "Sécurité")
    inspect("compte-4-securite")
    fill_securite(page)
    etape(page, "Validation")
    expect(page.get_by_text("Rose, Marie Lou")).to_be_visible()
    expect(page.get_by_text(MOT_DE_PASSE)).to_have_count(0)
    cryptogramme.copy()
    inspect("compte-5-validation")
    go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")
    inspect("compte-6-cree")

    texte = portal.mails(courriel, "identifiant")[0]["texte"]
    identifiant = re.search(r"^\s+(amélie\.lire\d*)$", texte, re.MULTILINE)[1]
    page.goto("/_local/courriels/")
    expect(page.get_by_role("main")).to_contain_text(identifiant)
    inspect("courriels")
    page.goto("/_local/sms/")
    expect(page.get_by_role("heading", level=1, name="SMS")).to_be_visible()
    inspect("sms")

    login(page, {"identifiant": identifiant, "mot_de_passe": MOT_DE_PASSE})
    expect(page.get_by_role("heading", name="Bonjour Amélie")).to_be_visible()
    expect(page.get_by_role("heading", name="Aucune demande pour l’instant")).to_be_visible()
    inspect("accueil-vide")
    page.get_by_role("navigation").get_by_role("link", name="Demandes").click()
    expect(page.get_by_role("heading", name="Aucune demande pour l’instant")).to_be_visible()
    inspect("demandes-vide")
    logout(page)
    page.goto("/accueil/")
    page.wait_for_url("**/?retour=%2Faccueil%2F")
    inspect("connexion-avec-retour")


def test_an_empty_etape_lists_what_is_missing_and_leads_to_it(page, inspect):
    arrive(page)
    go_on(page)
    resume = summary(page)
    expect(resume.get_by_role("listitem")).to_have_text(
        [
            "Nom de naissance : remplissez ce champ.",
            "Premier prénom : remplissez ce champ.",
            "Date de naissance : saisissez une date, par exemple 27 3 1985.",
            "Commune ou pays de naissance : remplissez ce champ.",
        ]
    )
    expect(page).to_have_title(re.compile("^Erreur"))
    inspect("compte-1-identite-erreurs")
    resume.get_by_role("link", name="Premier prénom").click()
    expect(page.get_by_label("Premier prénom")).to_be_focused()
    resume.get_by_role("link", name="Date de naissance").click()
    expect(page.get_by_role("group", name="Date de naissance").get_by_label("Jour")).to_be_focused()
    page.get_by_label("Nom de naissance").fill("Lire")
    page.get_by_label("Premier prénom").fill("Amélie")
    fill_date(page, "Date de naissance", 31, 2, 1988)
    page.get_by_label("Commune ou pays de naissance").fill("Arras")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_contain_text("Date de naissance : saisissez une date qui existe")


def test_an_address_half_filled_or_a_wrong_courriel_is_told_part_by_part(page, inspect):
    arrive(page)
    fill_identite(page)
    etape(page, "Coordonnées")
    page.get_by_label("Courriel", exact=True).fill("amelie.lire")
    fill_adresse(page, "Adresse", "12 rue des Tilleuls", "6299", "")
    choose(page, PREVENIR, "Par téléphone (SMS)")
    go_on(page)
    resume = summary(page)
    expect(resume.get_by_role("link")).to_have_count(4)
    inspect("compte-2-coordonnees-erreurs")
    resume.get_by_role("link", name="code postal").click()
    expect(page.get_by_label("Code postal")).to_be_focused()
    resume.get_by_role("link", name="Téléphone").click()
    expect(page.get_by_label("Téléphone", exact=True)).to_be_focused()


def test_a_child_is_added_to_the_foyer_and_another_taken_back(page, portal, inspect, cryptogramme, courriel):
    arrive(page)
    fill_identite(page)
    fill_coordonnees(page, courriel)
    etape(page, "Foyer")
    go_on(page, "Ajouter une personne")
    expect(page.get_by_role("heading", name="Personne 1")).to_be_focused()
    go_on(page)
    expect(summary(page).get_by_role("link")).to_have_count(4)
    inspect("compte-3-foyer-erreurs")
    choose(page, "Adulte ou enfant", "Enfant")
    page.get_by_label("Nom de naissance").fill("Marchand")
    page.get_by_label("Prénoms").fill("Léo, Paul")
    fill_date(page, "Date de naissance", 2, 9, 2023)
    go_on(page, "Ajouter une autre personne")
    page.get_by_role("region", name="Personne 2").get_by_label("Prénoms").fill("Jeanne")
    inspect("compte-3-foyer-deux")
    page.get_by_role("button", name="Retirer la personne 2").click()
    expect(page.get_by_role("heading", name="Personne 2")).to_have_count(0)
    go_on(page)
    fill_securite(page)
    etape(page, "Validation")
    expect(page.get_by_text("Léo, Paul")).to_be_visible()
    cryptogramme.copy()
    go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")

    texte = portal.mails(courriel)[0]["texte"]
    identifiant = re.search(r"^\s+(amélie\.lire\d*)$", texte, re.MULTILINE)[1]
    login(page, {"identifiant": identifiant, "mot_de_passe": MOT_DE_PASSE})
    page.get_by_role("navigation").get_by_role("link", name="Compte", exact=True).click()
    expect(page.get_by_role("heading", name="Léo Marchand")).to_be_visible()
    inspect("compte")


def test_a_password_easy_to_guess_is_refused_and_nothing_is_lost(page, pardons, inspect, cryptogramme, courriel):
    pardons.append(re.compile("ERR_FAILED"))
    page.route("**/api/mots-de-passe/force", lambda route: route.abort())
    fill_all(page, courriel, FACILE)
    cryptogramme.copy()
    go_on(page, "Envoyer")
    etape(page, "Sécurité")
    expect(summary(page).get_by_role("link")).to_have_text(re.compile("quatre mots qui n’ont rien à voir entre eux"))
    page.unroute_all()
    page.get_by_label("Mot de passe", exact=True).fill(FACILE + "5")
    expect(page.get_by_text("Facile à deviner")).to_be_visible()
    expect(page.get_by_text("Il ressemble à un mot de passe courant.")).to_be_visible()
    go_on(page)
    expect(summary(page).get_by_role("link")).to_have_text(re.compile("il se devine trop facilement"))
    inspect("compte-4-securite-refus")
    expect(page.get_by_label("Réponse à la question secrète")).to_have_value("Noisette")
    page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    expect(page.get_by_text("olide")).to_be_visible()
    inspect("compte-4-securite-solide")
    go_on(page)
    etape(page, "Validation")
    expect(page.get_by_text("12 rue des Tilleuls")).to_be_visible()
    go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")


def test_a_short_password_stays_on_its_onglet_and_may_be_shown(page, inspect, courriel):
    arrive(page)
    fill_identite(page)
    fill_coordonnees(page, courriel)
    etape(page, "Foyer")
    go_on(page, "Plus tard")
    fill_securite(page, "girafe")
    expect(summary(page).get_by_role("link")).to_have_text(re.compile("au moins 12 caractères"))
    expect(page.get_by_text("Encore 6 caractères.")).to_be_visible()
    page.get_by_role("button", name="Afficher le mot de passe").click()
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_attribute("type", "text")
    inspect("compte-4-securite-court")


def test_a_wrong_cryptogramme_gives_another_image_and_keeps_the_form(page, inspect, cryptogramme, courriel):
    fill_all(page, courriel)
    cryptogramme.copy_wrongly()
    before = cryptogramme.image.get_attribute("src")
    go_on(page, "Envoyer")
    expect(summary(page).get_by_role("link")).to_have_text(
        "Le code ne correspond pas à l’image. Recopiez le nouveau code."
    )
    expect(cryptogramme.image).not_to_have_attribute("src", before)
    expect(page.get_by_label("Cryptogramme")).to_have_value("")
    expect(page.get_by_text("12 rue des Tilleuls")).to_be_visible()
    inspect("compte-5-validation-refus")
    page.get_by_role("button", name="Nouveau code").click()
    expect(cryptogramme.image).to_be_visible()
    cryptogramme.copy()
    go_on(page, "Envoyer")
    etape(page, "Votre compte est créé")


@WHATEVER_THE_WIDTH
def test_a_reload_keeps_what_was_typed_but_the_secrets(page, courriel):
    fill_all(page, courriel)
    page.get_by_role("button", name="Modifier : Coordonnées").click()
    etape(page, "Coordonnées")
    page.get_by_role("group", name="Adresse").get_by_label("Numéro et rue").fill("3 quai de la Lys")
    expect(page.get_by_text("Brouillon enregistré sur cet appareil")).to_be_visible()
    page.reload()
    etape(page, "Coordonnées")
    expect(page.get_by_text("Brouillon repris, sans le mot de passe ni la réponse secrète")).to_be_visible()
    expect(page.get_by_label("Courriel", exact=True)).to_have_value(courriel)
    expect(page.get_by_role("group", name="Adresse").get_by_label("Numéro et rue")).to_have_value("3 quai de la Lys")
    go_on(page)
    etape(page, "Foyer")
    go_on(page)
    etape(page, "Sécurité")
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_value("")
    expect(page.get_by_label("Réponse à la question secrète")).to_have_value("")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_have_count(2)


@WHATEVER_THE_WIDTH
def test_a_draft_is_effaced_on_demand(page):
    arrive(page)
    page.get_by_label("Nom de naissance").fill("Lire")
    expect(page.get_by_text("Brouillon enregistré sur cet appareil")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Effacer ce brouillon").click()
    expect(page.get_by_label("Nom de naissance")).to_have_value("")


def test_a_log_in_refused_says_why_and_keeps_the_identifiant(page, inspect):
    page.goto("/")
    page.get_by_role("button", name="Connexion", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Identifiant : remplissez ce champ.")
    expect(page.get_by_label("Identifiant")).to_be_focused()
    inspect("connexion-vide")
    page.get_by_label("Identifiant").fill("amelie.lire")
    page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Connexion", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Vérifiez les accents de votre identifiant")
    expect(page.get_by_label("Identifiant")).to_have_value("amelie.lire")
    inspect("connexion-refusee")
