"""What follow-up tests share: a demande to follow, made through the API where its form is not the subject."""

import re

from playwright.sync_api import expect

from chalicelib import clock, storage
from tests.browser.creation import call
from tests.domain.reponses import minimales

SCOLAIRE = "inscription-scolaire"
INFECTE = b"%PDF-1.4\n" + rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*" + b"\n%%EOF"
"""The text that every antivirus knows, made for tests."""


def enter_service(agent, portal, service):
    """The agent who has this service and no other, logged in without the page of the log-in."""
    qui = next(a for a in portal.logins()["agents"] if a["services"] == [service])
    call(agent, "POST", "/agents/session", {"courriel": qui["courriel"], "mot_de_passe": qui["mot_de_passe"]})


def send_infected(page, piece, slug=SCOLAIRE):
    """The key of a file that the antivirus will refuse."""
    annonce = {"nom": "livret.pdf", "type": "application/pdf", "taille": len(INFECTE), "demarche": slug, "piece": piece}
    place = call(page, "POST", "/pieces", annonce)
    fichier = {"name": "livret.pdf", "mimeType": "application/pdf", "buffer": INFECTE}
    assert page.request.post(place["url"], multipart={**place["champs"], "file": fichier}).ok
    return place["cle"]


def submit(page, slug=SCOLAIRE, **fournies):
    """By who is logged in, the least that is asked, by post what `fournies` does not give. Gives the numéro."""
    definition = storage.definitions.get(slug)
    reponses = minimales(definition, clock.today())
    pieces = {piece.nom: {"par_courrier": True} for piece in definition.pieces_for(reponses, clock.today())}
    pieces |= fournies
    corps = {"demarche": slug, "version": definition.version, "reponses": reponses, "pieces": pieces}
    return call(page, "POST", "/demandes", corps)["numero"]


def save_pdf(page, bouton):
    """The name and the first bytes of the document that a button saves."""
    with page.expect_download() as arrive:
        page.get_by_role("button", name=bouton).click()
    return arrive.value.suggested_filename, arrive.value.path().read_bytes()[:5]


def told(page, phrase):
    """What the page says once something is sent, which takes the focus."""
    avis = page.get_by_role("status").filter(has_text=phrase)
    expect(avis).to_be_focused()


def stands(page, etat):
    """Where the demande stands, beside its title."""
    expect(page.get_by_role("heading", level=1).locator("..")).to_contain_text(etat)


def thread(page):
    """What happened, line by line."""
    return page.get_by_role("region", name=re.compile("Suivi")).get_by_role("listitem")
