"""The pièces justificatives: refused with a reason, replaced, taken back, tried again (R27)."""

import re
import time

from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.gestes import etape, go_on, summary
from tests.browser.inscription import (
    DOMICILE,
    IDENTITE,
    MO,
    PDF,
    VACCINS,
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
