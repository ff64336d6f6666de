"""The pièces justificatives: refused with a reason, replaced, taken back, tried again (R27)."""

import io
import re
import time

from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.gestes import etape, go_on, summary
from tests.browser.inscription import (
    DOMICILE,
    IDENTITE,
    MO,
    NAISSANCE,
    PDF,
    VACCINS,
    by_post,
    chooser,
    fichier,
    file,
    fill_up_to_pieces,
    open_form,
)

DRAFTS = """new Promise((resolve) => {
    const opening = indexedDB.open('portail');
    opening.onsuccess = () => {
        const all = opening.result.transaction('brouillons').objectStore('brouillons').getAll();
        all.onsuccess = () => (opening.result.close(), resolve(JSON.stringify(all.result)));
    };
})"""


def test_files_that_cannot_go_are_named_with_the_limit(page, inspect, compte, tmp_path):
    open_form(page, compte)
    fill_up_to_pieces(page)
    chooser(page, IDENTITE).set_input_files(file("lettre.docx", b"PK", "application/vnd.oasis"))
    expect(refusal(page, IDENTITE)).to_contain_text(
        "« lettre.docx » n’est pas d’un format accepté : PDF, JPEG, PNG, HEIC."
    )
    gros = tmp_path / "carnet.pdf"
    gros.write_bytes(PDF + bytes(11 * MO))
    chooser(page, VACCINS).set_input_files(gros)
    expect(refusal(page, VACCINS)).to_contain_text("« carnet.pdf » pèse 11 Mo, la limite est de 10 Mo.")
    chooser(page, DOMICILE).set_input_files([file(f"facture {n}.pdf") for n in range(4)])
    expect(refusal(page, DOMICILE)).to_contain_text("« facture 3.pdf » est en trop : 3 fichiers au maximum.")
    inspect("ecole-5-pieces-refusees")
    go_on(page)
    expect(summary(page)).to_contain_text("Votre pièce d’identité : ajoutez un fichier, ou choisissez de l’envoyer")
    expect(refusal(page, IDENTITE)).to_contain_text("« lettre.docx »")


def refusal(page, piece):
    """Why a file could not go, under its pièce."""
    return page.get_by_role("group", name=piece).get_by_role("alert")


@WHATEVER_THE_WIDTH
def test_a_file_is_replaced_then_taken_back(page, compte):
    open_form(page, compte)
    fill_up_to_pieces(page)
    chooser(page, IDENTITE).set_input_files(file("recto.pdf"))
    expect(fichier(page, IDENTITE, "recto.pdf")).to_contain_text("Arrivé, 1 ko")
    with page.expect_file_chooser() as choix:
        page.get_by_role("button", name="Remplacer « recto.pdf »").click()
    choix.value.set_files(file("recto verso.pdf"))
    expect(fichier(page, IDENTITE, "recto verso.pdf")).to_contain_text("Arrivé, 1 ko")
    expect(fichier(page, IDENTITE, "recto.pdf")).to_have_count(0)
    wait_until_kept(page, "recto verso.pdf")
    page.reload()
    etape(page, "Pièces justificatives")
    page.get_by_role("button", name="Supprimer « recto verso.pdf »").click()
    expect(page.get_by_role("group", name=IDENTITE).get_by_role("listitem")).to_have_count(0)


def wait_until_kept(page, nom):
    """Half a second after the last change, the draft holds it; nothing on the page tells that save from the last."""
    deadline = time.monotonic() + 10
    while nom not in page.evaluate(DRAFTS):
        assert time.monotonic() < deadline, f"{nom} is not kept"


def test_an_upload_shows_its_progress_and_may_be_tried_again(page, portal, pardons, inspect, compte):
    open_form(page, compte)
    fill_up_to_pieces(page)
    bloques = []

    def hold(route):
        bloques.append(route)

    page.route(re.compile(f"^(?!{re.escape(portal.origin)})http"), hold)
    chooser(page, IDENTITE).set_input_files(file("identité.pdf"))
    ligne = fichier(page, IDENTITE, "identité.pdf")
    expect(ligne.get_by_role("progressbar", name="Envoi de « identité.pdf »")).to_be_visible()
    inspect("ecole-5-pieces-en-route")
    go_on(page)
    expect(summary(page)).to_contain_text("attendez que « identité.pdf » soit arrivé")
    pardons.append(re.compile("status of 503"))
    bloques.pop().fulfill(status=503, headers={"Access-Control-Allow-Origin": "*"})
    expect(ligne.get_by_role("alert")).to_contain_text("« identité.pdf » n’est pas parti.")
    page.unroute_all()
    ligne.get_by_role("button", name="Réessayer « identité.pdf »").click()
    expect(ligne).to_contain_text("Arrivé")


VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@WHATEVER_THE_WIDTH
def test_each_file_is_checked_a_virus_is_replaced_photos_become_one_pdf_and_what_was_given_serves_again(
    page, compte, inspect
):
    open_form(page, compte)
    fill_up_to_pieces(page)
    chooser(page, IDENTITE).set_input_files(file("carte.pdf", PDF + VIRUS))
    expect(fichier(page, IDENTITE, "carte.pdf").get_by_role("alert")).to_contain_text("contient un virus")
    go_on(page)
    expect(summary(page)).to_contain_text("« carte.pdf » est refusé. Remplacez-le ou supprimez-le.")
    with page.expect_file_chooser() as choix:
        page.get_by_role("button", name="Remplacer « carte.pdf »").click()
    choix.value.set_files(file("carte saine.pdf"))
    expect(fichier(page, IDENTITE, "carte saine.pdf")).to_contain_text("Vérifié")

    chooser(page, NAISSANCE).set_input_files([photo(n) for n in range(7)])
    expect(page.get_by_role("group", name=NAISSANCE).get_by_text("Vérifié")).to_have_count(7)
    expect(page.get_by_role("group", name=NAISSANCE).locator("img")).to_have_count(7)
    inspect("ecole-5-pieces-verifiees")
    go_on(page)
    expect(summary(page)).to_contain_text("réunissez les 7 photos en un seul PDF")
    page.get_by_role("button", name="Réunir en un seul PDF").click()
    expect(page.get_by_role("group", name=NAISSANCE).get_by_role("listitem")).to_have_count(1)
    expect(fichier(page, NAISSANCE, ".pdf")).to_contain_text("Vérifié")

    page.get_by_role("group", name=DOMICILE).get_by_label("Utiliser le justificatif déjà donné").check()
    expect(chooser(page, DOMICILE)).to_have_count(0)
    by_post(page, VACCINS)
    go_on(page)
    etape(page, "Vérification")
    expect(page.get_by_text("Justificatif déjà donné :")).to_be_visible()
    inspect("ecole-6-verification-reprise")
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")
    inspect("ecole-7-envoyee-bordereau")
    for document in ("récépissé", "bordereau"):
        with page.expect_download() as arrive:
            page.get_by_role("button", name=f"Télécharger le {document}").click()
        assert arrive.value.path().read_bytes().startswith(b"%PDF")


def photo(rang):
    octets = io.BytesIO()
    Image.new("RGB", (800, 600), (rang * 30, 120, 90)).save(octets, "JPEG")
    return file(f"page {rang}.jpg", octets.getvalue(), "image/jpeg")
