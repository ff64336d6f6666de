"""An inscription scolaire from the catalogue to the agent's decision, on both sides of the counter (R4, R24–R32)."""

import io
import random
import re
from datetime import datetime

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import expect

from chalicelib.clock import PARIS
from tests.browser.conftest import SHOTS
from tests.browser.gestes import choose, choose_commune, etape, forget_drafts, go_on, login, login_agent, summary
from tests.browser.inscription import (
    DOMICILE,
    IDENTITE,
    MO,
    NAISSANCE,
    NUMERO,
    VACCINS,
    by_post,
    chooser,
    decide,
    download,
    fichier,
    fill_scolarite,
    fill_up_to_pieces,
    open_form,
)


@pytest.fixture(scope="session")
def photo():
    """As a phone takes it: larger than 1.5 MB, 3200 px wide."""
    grain = Image.frombytes("RGB", (800, 600), random.Random(7).randbytes(800 * 600 * 3))
    grande = grain.resize((3200, 2400)).filter(ImageFilter.GaussianBlur(1))
    octets = io.BytesIO()
    grande.save(octets, "JPEG", quality=93)
    assert 1.5 * MO < len(octets.getvalue()) < 10 * MO
    return {"name": "livret de famille.jpeg", "mimeType": "image/jpeg", "buffer": octets.getvalue()}


def count_demandes(page):
    return len(page.request.get("/api/demandes").json()["elements"])


def test_a_family_finds_the_form_filled_with_what_the_mairie_knows(page, inspect, compte):
    login(page, compte)
    forget_drafts(page)
    page.get_by_role("navigation", name="Espace citoyen").get_by_role("link", name="Services").click()
    page.get_by_label("Chercher une démarche").fill("ecole")
    expect(page.get_by_role("status")).to_have_text("1 démarche")
    page.get_by_role("link", name="Inscription scolaire").click()
    etape(page, "Pour qui ?")
    inspect("ecole-1-qui")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_have_text("Cette demande concerne : choisissez une réponse.")
    choose(page, "Cette demande concerne", "Jeanne Marchand")
    choose(page, "Cette demande concerne", "Léo Marchand")
    go_on(page)
    etape(page, "L’enfant")
    inspect("ecole-2-enfant")
    expect(page.get_by_label("Nom de l’enfant", exact=True)).to_have_value("Marchand")
    expect(page.get_by_label("Prénoms de l’enfant")).to_have_value("Léo, Paul")
    expect(page.get_by_text("Repris de votre compte", exact=True)).to_have_count(3)
    page.get_by_label("Prénoms de l’enfant").fill("Léo")
    expect(page.get_by_text("Repris de votre compte", exact=True)).to_have_count(2)
    page.go_back()
    etape(page, "Pour qui ?")
    page.go_forward()
    etape(page, "L’enfant")
    expect(page.get_by_label("Prénoms de l’enfant")).to_have_value("Léo")


def test_questions_appear_and_disappear_with_the_answers(page, inspect, compte):
    open_form(page, compte)
    choose(page, "Cette demande concerne", "Léo Marchand")
    go_on(page)
    choose_commune(page, "Commune ou pays de naissance de l’enfant", "Lille")
    go_on(page)
    etape(page, "La scolarité")
    inspect("ecole-3-scolarite")
    deja, precedente = (
        page.get_by_role("group", name="déjà à l’école ?"),
        page.get_by_label("École actuelle ou précédente"),
    )
    expect(deja).to_have_count(0)
    choose(page, "Motif de la demande", "Arrivée dans la commune")
    expect(precedente).to_have_count(0)
    choose(page, "L’enfant va-t-il déjà à l’école ?", "Oui")
    precedente.fill("École Jules-Ferry, Lens")
    inspect("ecole-3-scolarite-conditions")
    fill_scolarite(page)
    expect(deja).to_have_count(0)
    expect(precedente).to_have_count(0)
    go_on(page)
    etape(page, "Les responsables de l’enfant")
    expect(page.get_by_label("Votre téléphone")).to_have_value(re.compile(r"06\s00\s00\s00\s01"))
    choose(page, "L’enfant a-t-il un second responsable légal ?", "Oui")
    choose(page, "Le second responsable habite-t-il à la même adresse ?", "Non")
    choose(page, "Où l’enfant vit-il ?", "En garde alternée")
    inspect("ecole-4-responsables")
    go_on(page)
    expect(summary(page).get_by_role("link", name="Organisation de la garde alternée")).to_be_visible()
    inspect("ecole-4-responsables-erreurs")
    choose(page, "L’enfant a-t-il un second responsable légal ?", "Non")
    choose(page, "Votre lien avec l’enfant", "Mère")
    go_on(page)
    etape(page, "Pièces justificatives")
    expect(page.get_by_role("group", name="Jugement")).to_have_count(0)


def test_a_photo_travels_from_the_family_to_the_agent_who_decides(page, collegue, portal, inspect, compte, photo):
    open_form(page, compte)
    fill_up_to_pieces(page)
    inspect("ecole-5-pieces")
    go_on(page)
    expect(summary(page).get_by_role("link")).to_have_count(4)
    inspect("ecole-5-pieces-erreurs")

    chooser(page, NAISSANCE).set_input_files(photo)
    expect(fichier(page, NAISSANCE, "livret de famille.jpg")).to_contain_text("Arrivé")
    for piece in (IDENTITE, DOMICILE, VACCINS):
        by_post(page, piece)
    inspect("ecole-5-pieces-remplies")
    go_on(page)
    etape(page, "Vérification")
    inspect("ecole-6-verification")
    page.get_by_role("button", name="Modifier : La scolarité").click()
    etape(page, "La scolarité")
    page.get_by_label("Niveau demandé").select_option(label="Moyenne section")
    go_on(page)
    etape(page, "Vérification")
    expect(page.get_by_text("Moyenne section")).to_be_visible()
    avant = count_demandes(page)
    page.get_by_role("button", name="Envoyer").dblclick()
    etape(page, "Votre demande est envoyée")
    inspect("ecole-7-envoyee")
    numero = NUMERO.search(page.get_by_role("main").inner_text())[0]
    assert count_demandes(page) == avant + 1

    courriel = page.request.get("/api/compte").json()["coordonnees"]["courriel"]
    recepisse = portal.mails(courriel, numero)[0]
    assert "accusé d’enregistrement" in recepisse["texte"]
    assert "Moyenne section" in recepisse["texte"]

    see_it_listed(page, inspect, numero)
    page.get_by_role("link", name="Inscription scolaire").first.click()
    expect(page.get_by_text("La demande est reçue").or_(page.get_by_text("La demande est envoyée"))).to_be_visible()
    inspect("demande")
    assert download(page, "livret de famille.jpg") == (2000, 1500)
    print_it(page, numero)

    treat_it(collegue, portal, inspect, numero)
    portal.mails(courriel, numero, "L’école est pleine")
    assert any("Le dossier est complet" in mail["texte"] for mail in portal.mails(courriel, mots=numero))
    page.reload()
    expect(page.get_by_role("heading", level=1).locator("..")).to_contain_text("Refusé")
    expect(page.get_by_text("L’école est pleine")).to_be_visible()
    inspect("demande-refusee")


def see_it_listed(page, inspect, numero):
    """On « Accueil » with its state at the right, on « Demandes » with its date and whom it concerns."""
    onglets = page.get_by_role("navigation", name="Espace citoyen")
    onglets.get_by_role("link", name="Accueil").click()
    ligne = page.get_by_role("listitem").filter(has_text=numero)
    etat, lien = ligne.get_by_text("En cours"), ligne.get_by_role("link", name="Inscription scolaire")
    assert etat.bounding_box()["x"] > lien.bounding_box()["x"] + lien.bounding_box()["width"]
    inspect("accueil-demandes")
    onglets.get_by_role("link", name="Demandes").click()
    rang = page.get_by_role("row").filter(has_text=numero)
    expect(rang).to_contain_text("Léo Marchand")
    expect(rang).to_contain_text(str(datetime.now(PARIS).year))
    inspect("demandes")


def print_it(page, numero):
    """On paper: the answers and the numéro, no navigation."""
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_text(numero).first).to_be_visible()
    page.screenshot(path=SHOTS / f"demande-impression-{page.viewport_size['width']}.png", full_page=True)
    page.emulate_media(media="screen")


def treat_it(agent, portal, inspect, numero):
    """The agent of the service: the queue, the dossier, the pièce, two decisions."""
    login_agent(agent, portal, "scolaire")
    inspect("agents-file", agent)
    agent.get_by_role("row").filter(has_text=numero).get_by_role("link").click()
    expect(agent.get_by_text("Moyenne section")).to_be_visible()
    inspect("agents-demande", agent)
    assert download(agent, "livret de famille.jpg") == (2000, 1500)
    decide(agent, "Déclarer le dossier complet")
    expect(agent.get_by_role("status").filter(has_text="C’est fait")).to_contain_text("« Complet »")
    decide(agent, "Refuser la demande")
    expect(agent.get_by_label("Motif")).to_be_focused()
    expect(agent.get_by_text("Expliquez votre décision : l’usager lira ces mots.")).to_be_visible()
    inspect("agents-motif-manquant", agent)
    agent.get_by_label("Motif").fill("L’école est pleine. Téléphonez-nous pour une autre école.")
    agent.get_by_role("button", name="Confirmer").click()
    expect(agent.get_by_text("Rien n’est plus à décider pour cette demande.")).to_be_visible()
    inspect("agents-decidee", agent)
