"""Names as people have them, and texts as attackers write them: shown as they were typed, to whoever reads them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.creation import call, create_compte, enter, enter_as_agent, find_compte
from tests.browser.gestes import unfold

SCRIPT = "<script>alert(1)</script>"
NOM = "O’Neil-" + "Wolfeschlegelsteinhausenbergerdorff" * 2
BALISE = "<img src=x onerror=alert(2)>"
ARABE = "شارع الحرية 🏠"
MOTIF = f"{SCRIPT} « d’ici » & {ARABE}\n{{{{ 7 * 7 }}}}"


@pytest.fixture
def hostile(page, portal):
    return create_compte(
        page,
        portal,
        NOM,
        identite={
            "nom_naissance": NOM,
            "prenoms": [f"Zoé {BALISE}", "שרה", "👩‍👧"],
            "naissance": {"date": "1988-05-14", "lieu": SCRIPT},
        },
        coordonnees={
            "adresse": {"lignes": [ARABE, f"\"'>{SCRIPT}"], "code_postal": "62990", "commune": "L’Isle-d’Abeau"}
        },
        membres=[
            {
                "lien": "enfant",
                "nom_naissance": "X" * 80,
                "prenoms": [BALISE],
                "naissance": {"date": "2020-09-02", "lieu": "{{ 7 * 7 }}"},
                "relation": "enfant",
                "ecole": SCRIPT,
            }
        ],
    )


def test_hostile_texts_are_texts_for_their_owner_for_agents_and_in_mails(page, collegue, portal, inspect, hostile):
    for qui in (page, collegue):
        qui.on("dialog", lambda dialogue: pytest.fail(f"a script ran: {dialogue.message}"))
    enter(page, hostile)
    page.goto("/compte/")
    vu = page.get_by_role("main")
    for texte in (SCRIPT, BALISE, ARABE, "שרה", "👩‍👧", "{{ 7 * 7 }}", "X" * 80):
        expect(vu).to_contain_text(texte)
    inspect("hostile-compte")
    page.goto("/accueil/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zoé")
    inspect("hostile-accueil")

    enter_as_agent(collegue, portal)
    identifiant = find_compte(collegue, hostile)
    collegue.goto("/agents/comptes/")
    expect(collegue.get_by_role("row").nth(1)).to_be_visible()
    unfold(collegue)
    expect(collegue.get_by_role("link", name=re.compile(re.escape(BALISE)))).to_be_visible()
    inspect("hostile-file", collegue)
    collegue.goto(f"/agents/compte/?id={identifiant}")
    for texte in (SCRIPT, BALISE, ARABE, "X" * 80):
        expect(collegue.get_by_role("main")).to_contain_text(texte)
    inspect("hostile-agents-compte", collegue)
    collegue.get_by_role("button", name="Demander une correction").click()
    collegue.get_by_label("Message").fill(MOTIF)
    collegue.get_by_role("button", name="Confirmer").click()
    expect(collegue.get_by_role("status").filter(has_text="C’est fait")).to_be_visible()

    for ligne in MOTIF.splitlines():
        assert ligne in portal.mails(hostile["courriel"], "à corriger")[0]["texte"]
    page.goto("/_local/courriels/")
    expect(page.get_by_role("main")).to_contain_text(SCRIPT)
    page.goto("/compte/")
    expect(page.get_by_role("region", name="La mairie vous demande une correction")).to_contain_text(SCRIPT)
    page.goto("/compte/modifier/")
    expect(page.get_by_label("Premier prénom")).to_have_value(f"Zoé {BALISE}")
    inspect("hostile-modifier")


def test_a_person_with_one_name_only_is_called_by_it(page, collegue, portal, inspect, width):
    nom = f"Suharto{'ab'[width == '390']}"
    seule = {"nom_naissance": nom, "prenoms": [], "naissance": {"date": "1988-05-14", "lieu": "Jakarta"}}
    enfant = {"lien": "enfant", "nom_naissance": "Sukarno", "prenoms": [], "naissance": {"date": "2020-09-02"}}
    compte = create_compte(page, portal, nom, identite=seule, membres=[enfant])
    assert compte["identifiant"] == nom.lower()
    enter(page, compte)
    enter_as_agent(collegue, portal)
    identifiant = find_compte(collegue, compte)
    for adresse in ("/accueil/", "/compte/", "/services/", "/demandes/", "/demarches/inscription-scolaire/"):
        page.goto(adresse)
        seen_without_holes(page)
    page.goto("/compte/")
    expect(page.get_by_role("heading", name=f"{nom} (vous)")).to_be_visible()
    expect(page.get_by_role("heading", name="Sukarno", exact=True)).to_be_visible()
    inspect("seul-nom-compte")
    for adresse in ("/agents/comptes/", f"/agents/compte/?id={identifiant}"):
        collegue.goto(adresse)
        expect(collegue.get_by_role("heading", level=1)).to_be_visible()
        expect(collegue.locator("#page .chargement")).to_have_count(0)
        unfold(collegue)
        expect(collegue.get_by_role("main")).to_contain_text(nom)
        seen_without_holes(collegue)
    inspect("seul-nom-agents", collegue)
    call(collegue, "POST", f"/agents/comptes/{identifiant}/decision", {"decision": "valide"})
    assert f"Bonjour {nom},\n" in portal.mails(compte["courriel"], "validé")[0]["texte"]
    page.goto("/compte/modifier/")
    expect(page.get_by_label("Nom de naissance")).to_have_value(nom)
    page.get_by_label("Commune ou pays de naissance").fill("Bandung")
    page.get_by_role("button", name="Sauver").click()
    expect(page.get_by_role("group", name="C’est enregistré")).to_be_focused()
    inspect("seul-nom-modifier")
    assert call(page, "GET", "/compte")["identite"]["prenoms"] == []


def seen_without_holes(page):
    """No « undefined » or « null » where a prénom would have been."""
    expect(page.locator(".chargement")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not re.search(r"undefined|null|NaN", page.locator("body").inner_text())
