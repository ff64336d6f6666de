"""Six démarches of the catalogue filled from their definition and sent, one of them without a mouse (R25–R28)."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from chalicelib import clock
from chalicelib.storage import definitions
from tests.browser.conftest import VIEWPORTS, WHATEVER_THE_WIDTH
from tests.browser.gestes import Cryptogramme, etape, forget_drafts, login
from tests.browser.remplir import Clavier, Remplisseur, Souris, fill_contact
from tests.domain.reponses import completes, minimales


class Parcours(NamedTuple):
    """A démarche, how it is looked at and filled, and with which answers."""

    slug: str
    width: str
    main: type
    answers: Callable


PARCOURS = [
    Parcours("signalement-voirie", "390", Clavier, minimales),
    Parcours("quotient-familial", "1280", Souris, completes),
    Parcours("tranquillite-vacances", "390", Souris, minimales),
    Parcours("location-salle", "1280", Souris, minimales),
    Parcours("recensement-citoyen", "390", Souris, minimales),
    Parcours("debit-boissons", "1280", Souris, minimales),
]


@pytest.mark.parametrize(("parcours", "width"), [(p, p.width) for p in PARCOURS], ids=[p.slug for p in PARCOURS])
def test_a_demarche_of_the_catalogue_is_filled_from_its_definition_and_sent(page, portal, inspect, width, parcours):
    slug, _, main, answers = parcours
    assert page.viewport_size == VIEWPORTS[width]
    definition = portal.read(f"/api/demarches/{slug}")
    reponses = answers(definitions.get(slug), clock.today())
    cryptogramme = Cryptogramme(page, portal)
    remplisseur = Remplisseur(page, definition, reponses, main)
    if definition["compte_requis"]:
        login(page, portal.logins()["comptes"][0])
        forget_drafts(page)
    page.goto(f"/demarches/{slug}/")
    expect(page.get_by_role("button", name="Continuer")).to_be_visible()
    if page.get_by_role("heading", level=1, name="Pour qui ?").count():
        page.get_by_role("group", name="Cette demande concerne").get_by_role("radio").last.check()
        remplisseur.main.go_on()
    remplisseur.fill_etapes(lambda nom: inspect(f"{slug}-{nom}"))
    if page.get_by_role("heading", level=1, name="Pièces justificatives").count():
        remplisseur.send_by_post()
        remplisseur.main.go_on()
    if not definition["compte_requis"]:
        fill_contact(page, remplisseur.main, f"{slug}.{width}@exemple.fr")
    etape(page, "Vérification")
    inspect(f"{slug}-verification")
    if not definition["compte_requis"]:
        remplisseur.main.write(page.get_by_label("Cryptogramme"), cryptogramme.read())
    remplisseur.main.go_on("Envoyer")
    etape(page, "Votre demande est envoyée")
    inspect(f"{slug}-envoyee")


KEEP_PHONE = """async (telephone) => {
    const { version, coordonnees } = await (await fetch('/api/compte')).json();
    const headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'portail' };
    const body = JSON.stringify({ version, coordonnees: { ...coordonnees, telephone } });
    await fetch('/api/compte', { method: 'PATCH', headers, body });
}"""


@WHATEVER_THE_WIDTH
def test_what_is_new_in_a_demarche_is_kept_in_the_compte_if_one_ticks_it(page, portal, inspect):
    slug = "tranquillite-vacances"
    login(page, portal.logins()["comptes"][0])
    forget_drafts(page)
    avant = page.request.get("/api/compte").json()["coordonnees"]["telephone"]
    page.goto(f"/demarches/{slug}/")
    expect(page.get_by_role("button", name="Continuer")).to_be_visible()
    reponses = minimales(definitions.get(slug), clock.today())
    remplisseur = Remplisseur(page, portal.read(f"/api/demarches/{slug}"), reponses)
    remplisseur.fill_etapes(lambda _: None)
    etape(page, "Pièces justificatives")
    remplisseur.send_by_post()
    remplisseur.main.go_on()
    etape(page, "Vérification")
    nouveau = page.get_by_role("group", name="Enregistrer aussi dans mon compte").get_by_label("Téléphone")
    expect(nouveau).not_to_be_checked()
    nouveau.check()
    inspect("verification-enregistrer")
    remplisseur.main.go_on("Envoyer")
    etape(page, "Votre demande est envoyée")
    expect(page.get_by_text("Enregistré aussi dans votre compte\u00a0: téléphone")).to_be_visible()
    assert page.request.get("/api/compte").json()["coordonnees"]["telephone"] not in {avant, None}
    page.evaluate(KEEP_PHONE, avant)
