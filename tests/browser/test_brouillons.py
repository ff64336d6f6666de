"""A form begun here and gone on with there: the compte keeps it, and says what it keeps (R28)."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH, visiting
from tests.browser.gestes import choose, etape, fill_adresse, fill_date, forget_drafts, go_on, login, logout

ENREGISTRE = "Brouillon enregistré dans votre compte"
FORMULAIRE = "/demarches/inscription-scolaire/"
NOM = "Nom de l’enfant"


@pytest.fixture
def autre(browser, portal, width, pardons):
    """The same citizen's other device."""
    with visiting(browser, portal, width, pardons) as context:
        yield context.new_page()


@pytest.fixture
def compte(portal, page):
    """The demonstration family, without drafts, logged in on the first device."""
    famille = portal.logins()["comptes"][0]
    login(page, famille)
    forget_drafts(page)
    return famille


def begin(page, nom):
    """For a child whom the compte does not know, up to the name."""
    page.goto(FORMULAIRE)
    choose(page, "Cette demande concerne", "Un autre enfant")
    go_on(page)
    etape(page, "L’enfant")
    write(page, nom)


def write(page, nom):
    page.get_by_label(NOM, exact=True).fill(nom)


def expect_kept(page, nom):
    """The compte has it, not only this device; the page says so, and when."""
    deadline = time.monotonic() + 10
    while nom not in kept(page):
        assert time.monotonic() < deadline, f"{nom} is not kept"
    expect(page.get_by_text(re.compile(ENREGISTRE + r" à\s\d{1,2}\sh\s\d\d$"))).to_be_visible()


def kept(page):
    """The names that the compte keeps of the child; [] without a draft."""
    brouillons = page.request.get("/api/brouillons").json()["elements"]
    if not brouillons:
        return []
    return [page.request.get("/api/brouillons/inscription-scolaire").json()["contenu"]["valeurs"]["enfant_nom"]]


def test_a_form_begun_on_a_telephone_ends_on_a_computer_and_two_at_once_are_told_apart(page, autre, compte, inspect):
    begin(page, "Delattre")
    expect_kept(page, "Delattre")
    inspect("brouillon-enregistre")

    login(autre, compte)
    expect(autre.get_by_role("region", name="À terminer")).to_contain_text("gardé jusqu’au")
    inspect("accueil-a-terminer", autre)
    autre.get_by_role("link", name="Reprendre : Inscription scolaire").click()
    etape(autre, "L’enfant")
    expect(autre.get_by_label(NOM, exact=True)).to_have_value("Delattre")
    write(autre, "Delattre-Petit")
    expect_kept(autre, "Delattre-Petit")

    page.get_by_label("Prénoms de l’enfant").fill("Zoé")
    question = page.get_by_role("alert").filter(has_text="Quelle version gardez-vous")
    expect(question).to_contain_text("sur un autre appareil, le")
    expect(page.get_by_text("Pas encore enregistré dans votre compte : gardé sur cet appareil")).to_be_visible()
    inspect("brouillon-deux-versions")
    question.get_by_role("button", name="Reprendre l’autre version").click()
    expect(question).to_have_count(0)
    expect(page.get_by_label(NOM, exact=True)).to_have_value("Delattre-Petit")
    expect(page.get_by_label("Prénoms de l’enfant")).to_have_value("")

    write(page, "Petit")
    expect_kept(page, "Petit")
    write(autre, "Delattre")
    autre.get_by_role("alert").get_by_role("button", name="Garder celle-ci").click()
    expect_kept(autre, "Delattre")
    page.reload()
    expect(page.get_by_label(NOM, exact=True)).to_have_value("Delattre")


@WHATEVER_THE_WIDTH
def test_offline_what_is_typed_stays_here_and_leaves_as_soon_as_it_can(page, autre, compte, context, pardons, inspect):
    pardons.append(re.compile("ERR_INTERNET_DISCONNECTED"))
    begin(page, "Delattre")
    expect_kept(page, "Delattre")
    context.set_offline(True)
    write(page, "Petit")
    expect(page.get_by_text("Hors connexion : gardé sur cet appareil")).to_be_visible()
    inspect("brouillon-hors-ligne")
    context.set_offline(False)
    expect_kept(page, "Petit")

    context.set_offline(True)
    write(page, "Petit-Delattre")
    expect(page.get_by_text("Hors connexion : gardé sur cet appareil")).to_be_visible()
    login(autre, compte)
    autre.goto(FORMULAIRE)
    write(autre, "Lire")
    expect_kept(autre, "Lire")
    page.evaluate("location.href = 'about:blank'")
    context.set_offline(False)
    page.goto(FORMULAIRE)
    annonce = page.get_by_role("alert").filter(has_text="Voici la version la plus récente")
    expect(page.get_by_label(NOM, exact=True)).to_have_value("Lire")
    annonce.get_by_role("button", name="Reprendre l’autre version").click()
    expect(page.get_by_label(NOM, exact=True)).to_have_value("Petit-Delattre")


@WHATEVER_THE_WIDTH
def test_a_draft_outlives_the_log_out_in_the_compte_and_is_erased_on_demand(page, compte, inspect):
    begin(page, "Delattre")
    logout(page)
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") <= 1
    login(page, compte)
    a_terminer = page.get_by_role("region", name="À terminer")
    expect(a_terminer).to_contain_text("Inscription scolaire")
    a_terminer.get_by_role("button", name="Effacer : Inscription scolaire").click()
    page.get_by_role("dialog").get_by_role("button", name="Renoncer").click()
    expect(a_terminer.get_by_role("listitem")).to_have_count(1)
    a_terminer.get_by_role("button", name="Effacer : Inscription scolaire").click()
    page.get_by_role("dialog").get_by_role("button", name="Effacer").click()
    expect(a_terminer).to_contain_text("Brouillon effacé : Inscription scolaire.")
    expect(a_terminer.get_by_role("listitem")).to_have_count(0)
    page.goto(FORMULAIRE)
    etape(page, "Pour qui ?")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


@WHATEVER_THE_WIDTH
def test_a_newer_form_keeps_what_it_still_asks_and_names_the_rest(page, portal, compte):
    definition = portal.read("/api/demarches/inscription-scolaire")
    contenu = {
        "valeurs": {"qui.membre": "autre", "enfant_nom": "Delattre", "surnom": "Zouzou"},
        "libelles": {"surnom": "Surnom de l’enfant", "enfant_nom": NOM},
        "etape": "enfant",
        "pieces": {},
    }
    corps = {"version": definition["version"] - 1, "contenu": contenu, "revision": None}
    headers = {"X-Requested-With": "portail", "Origin": portal.origin}
    assert page.request.put("/api/brouillons/inscription-scolaire", data=corps, headers=headers).ok
    page.goto(FORMULAIRE)
    expect(page.get_by_role("alert")).to_contain_text("Ces réponses ne sont plus demandées : Surnom de l’enfant.")
    expect(page.get_by_label(NOM, exact=True)).to_have_value("Delattre")


WRONG = """const juste = Date;
globalThis.Date = class extends juste {
    constructor(...parties) { super(...(parties.length ? parties : [juste.now() + ECART])); }
    static now() { return juste.now() + ECART; }
};"""


@WHATEVER_THE_WIDTH
@pytest.mark.parametrize("ecart", [-40 * 365 * 86_400_000, 3 * 365 * 86_400_000])
def test_a_browser_whose_clock_is_wrong_counts_on_the_town_halls(page, ecart):
    """« 75 years ago » and « not in the future » are the mairie's; so is the date of a decease."""
    page.add_init_script(WRONG.replace("ECART", str(ecart)))
    page.goto("/demarches/acte-deces/")
    choose(page, "Où la personne est-elle décédée ?", "Dans la commune")
    go_on(page)
    page.get_by_label("Nom de naissance").fill("Lire")
    page.get_by_label("Prénoms").fill("Augustin")
    fill_date(page, "Date du décès", 1, 1, 2028)
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Date du décès")
    fill_date(page, "Date du décès", 30, 9, 2004)
    go_on(page)
    fill_adresse(page, "Votre adresse", "5 quai des Brumes", "29200", "Brest")
    go_on(page)
    etape(page, "Vos coordonnées")
