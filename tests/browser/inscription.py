"""The inscription scolaire of a child of the demonstration family, étape by étape, for the tests that need one."""

import re
from datetime import datetime, timedelta

from PIL import Image

from chalicelib.clock import PARIS
from tests.browser.gestes import choose, choose_commune, etape, fill_date, forget_drafts, go_on, login

NUMERO = re.compile(r"D\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}")
NAISSANCE = "Livret de famille ou acte de naissance de l’enfant"
IDENTITE = "Votre pièce d’identité"
DOMICILE = "Justificatif de domicile de moins de 3 mois"
VACCINS = "Vaccinations obligatoires de l’enfant"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Root 1 0 R/Size 4>>\n"
    b"startxref\n164\n%%EOF\n"
)
"""One blank page."""
MO = 1_000_000


def file(nom, contenu=PDF, mime="application/pdf"):
    return {"name": nom, "mimeType": mime, "buffer": contenu}


def chooser(page, piece):
    return page.get_by_label(f"Choisir un fichier : {piece}")


def by_post(page, piece):
    page.get_by_label(f"Je l’enverrai par courrier : {piece}").check()


def fichier(page, piece, nom):
    """The line of a file, under its pièce."""
    return page.get_by_role("group", name=piece).get_by_role("listitem").filter(has_text=nom)


def open_form(page, compte):
    login(page, compte)
    forget_drafts(page)
    page.get_by_role("navigation", name="Espace citoyen").get_by_role("link", name="Services").click()
    page.get_by_role("link", name="Inscription scolaire").click()
    etape(page, "Pour qui ?")


def fill_up_to_pieces(page):
    """The least that is asked, for Léo."""
    choose(page, "Cette demande concerne", "Léo Marchand")
    go_on(page)
    etape(page, "L’enfant")
    choose_commune(page, "Commune ou pays de naissance de l’enfant", "Lille")
    go_on(page)
    etape(page, "La scolarité")
    fill_scolarite(page)
    go_on(page)
    etape(page, "Les responsables de l’enfant")
    choose(page, "Votre lien avec l’enfant", "Mère")
    choose(page, "L’enfant a-t-il un second responsable légal ?", "Non")
    go_on(page)
    etape(page, "Pièces justificatives")


def fill_scolarite(page):
    page.get_by_label("Niveau demandé").select_option(label="Petite section")
    choose(page, "Motif de la demande", "Première inscription à l’école")
    rentree = datetime.now(PARIS) + timedelta(days=60)
    fill_date(page, "Date d’entrée souhaitée", rentree.day, rentree.month, rentree.year)


def send_demande(page):
    """Everything by post; gives the numéro."""
    fill_up_to_pieces(page)
    for piece in (NAISSANCE, IDENTITE, DOMICILE, VACCINS):
        by_post(page, piece)
    go_on(page)
    etape(page, "Vérification")
    go_on(page, "Envoyer")
    etape(page, "Votre demande est envoyée")
    return NUMERO.search(page.get_by_role("main").inner_text())[0]


def decide(agent, bouton, motif=None):
    agent.get_by_role("button", name=bouton).click()
    if motif is not None:
        agent.get_by_label("Motif").fill(motif)
    agent.get_by_role("button", name="Confirmer").click()


def download(page, nom):
    """The size of the photo that arrives when one asks for it: it is saved, not shown."""
    with page.expect_download() as arrive:
        page.get_by_role("button", name=nom).click()
    assert arrive.value.suggested_filename == nom
    with Image.open(arrive.value.path()) as image:
        return image.size
