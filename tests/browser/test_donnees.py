"""Taking one's data away and leaving (RGPD), and what the pages promise of how long data are kept."""

import io
import json
import zipfile

from playwright.sync_api import expect

from chalicelib.domain.conservation import CONSERVATIONS
from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.creation import MOT_DE_PASSE, call, create_compte, enter
from tests.browser.gestes import go_on, login
from tests.browser.inscription import PDF


def test_all_one_s_data_are_prepared_told_by_courriel_and_downloaded(page, portal, inspect, width):
    compte = create_compte(page, portal, f"Emporte{'ab'[width == '390']}")
    login(page, compte)
    send_demande(page)
    page.goto("/compte/")
    page.get_by_role("link", name="Télécharger mes données").click()
    expect(page.get_by_role("heading", name="Une archive à demander")).to_be_visible()
    inspect("donnees-1")
    page.get_by_role("button", name="Préparer mes données").click()
    expect(page.get_by_role("heading", name="Vos données sont prêtes")).to_be_focused(timeout=20_000)
    inspect("donnees-2-pretes")
    assert portal.mails(compte["courriel"], "données sont prêtes")
    with page.expect_download() as arrive:
        page.get_by_role("button", name="Télécharger mes données").click()
    assert arrive.value.suggested_filename.endswith(".zip")
    check(arrive.value.path().read_bytes(), compte)


def send_demande(page):
    """An acte de décès through the API, with nothing to join."""
    corps = {
        "demarche": "acte-deces",
        "version": 2,
        "reponses": {
            "lieu": "commune",
            "nom": "Lire",
            "prenoms": "Augustin",
            "date_deces": "2004-09-30",
            "adresse": {"lignes": ["5 quai des Brumes"], "code_postal": "29200", "commune": "Brest"},
        },
        "pieces": {},
    }
    return call(page, "POST", "/demandes", corps)


def check(octets, compte):
    """What stands in it is of this person, and of nobody else."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.testzip() is None
        noms = archive.namelist()
        resume = archive.read(next(nom for nom in noms if nom.endswith("resume.pdf")))
        donnees = json.loads(archive.read(next(nom for nom in noms if nom.endswith("donnees.json"))))
    assert resume.startswith(b"%PDF-")
    assert resume.rstrip().endswith(b"%%EOF")
    texte = json.dumps(donnees, ensure_ascii=False)
    assert compte["identifiant"] in texte
    assert compte["courriel"] in texte
    assert "Augustin" in texte
    assert MOT_DE_PASSE not in texte
    assert "argon2" not in texte
    assert "amelie.lire@valmont-sur-lys.example" not in texte


@WHATEVER_THE_WIDTH
def test_the_archive_of_the_demonstration_family_holds_the_piece_that_it_sent(page, portal, compte):
    login(page, compte)
    page.goto("/compte/donnees/")
    page.get_by_role("button", name="Préparer mes données").click()
    expect(page.get_by_role("heading", name="Vos données sont prêtes")).to_be_focused(timeout=20_000)
    with page.expect_download() as arrive:
        page.get_by_role("button", name="Télécharger mes données").click()
    with zipfile.ZipFile(arrive.value.path()) as archive:
        pieces = [nom for nom in archive.namelist() if "justificatif" in nom]
        assert len(pieces) == 1
        assert archive.read(pieces[0]) == PDF
        resume = archive.read(next(nom for nom in archive.namelist() if nom.endswith("resume.pdf")))
    assert resume.startswith(b"%PDF-")


def test_a_compte_that_is_closed_is_explained_confirmed_told_and_gone(page, collegue, portal, inspect, width):
    compte = create_compte(page, portal, f"Ferme{'ab'[width == '390']}")
    enter(collegue, compte)
    login(page, compte)
    page.goto("/compte/")
    page.get_by_role("link", name="Fermer mon compte").click()
    expect(page.get_by_role("heading", name="Effacé tout de suite")).to_be_visible()
    go_on(page, "Fermer mon compte")
    expect(page.get_by_label("Mot de passe", exact=True)).to_be_focused()
    page.get_by_label("Mot de passe", exact=True).fill("pas celui-là du tout")
    inspect("fermer-1")
    go_on(page, "Fermer mon compte")
    dialogue = page.get_by_role("dialog", name="Fermer votre compte pour toujours ?")
    expect(dialogue).to_be_visible()
    inspect("fermer-2-dialogue")
    dialogue.get_by_role("button", name="Fermer mon compte").click()
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_attribute("aria-invalid", "true")
    inspect("fermer-3-faux")
    page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    go_on(page, "Fermer mon compte")
    dialogue.get_by_role("button", name="Renoncer").click()
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_value(MOT_DE_PASSE)
    go_on(page, "Fermer mon compte")
    dialogue.get_by_role("button", name="Fermer mon compte").click()
    expect(page.get_by_role("heading", name="Votre compte est fermé")).to_be_focused()
    expect(page.get_by_role("navigation", name="Espace citoyen")).to_have_count(0)
    inspect("fermer-4-ferme")
    assert portal.mails(compte["courriel"], "fermé")
    for autre in (page, collegue):
        assert autre.request.get("/api/compte").status == 401
    page.goto("/")
    page.get_by_label("Identifiant").fill(compte["identifiant"])
    page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    go_on(page, "Connexion")
    expect(page.get_by_role("alert")).to_be_visible()
    collegue.goto("/compte/")
    collegue.wait_for_url("**/?retour=%2Fcompte%2F")


@WHATEVER_THE_WIDTH
def test_the_privacy_page_tells_how_long_each_thing_is_kept(page, inspect):
    page.goto("/donnees-personnelles/")
    for ligne in CONSERVATIONS:
        rang = page.get_by_role("row").filter(has_text=ligne.donnees)
        expect(rang).to_contain_text(ligne.duree)
        expect(rang).to_contain_text(ligne.usage)


@WHATEVER_THE_WIDTH
def test_what_the_faq_says_to_click_is_there_to_be_clicked(page, compte):
    page.goto("/faq/")
    quoted = page.get_by_role("main").locator("a[href^='/']").evaluate_all(QUOTED)
    assert {"Mot de passe oublié ?", "Identifiant oublié ?", "Fermer mon compte"} <= set(quoted)
    page.goto("/")
    offered = set(page.get_by_role("link").all_inner_texts())
    login(page, compte)
    page.goto("/compte/")
    expect(page.get_by_role("heading", level=1, name="Votre compte")).to_be_visible()
    offered |= set(page.get_by_role("link").all_inner_texts())
    assert set(quoted) <= {texte.strip().replace("\u00a0", " ") for texte in offered}


QUOTED = """liens => liens.map(lien => lien.textContent.replaceAll('\u00a0', ' ').trim())
    .filter(texte => texte.startsWith('«')).map(texte => texte.slice(1, -1).trim())"""
