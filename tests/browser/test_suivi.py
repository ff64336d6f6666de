"""A demande once it is sent, on both sides: messages, a complement, paper, giving up (R5, R27, R30–R32)."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.creation import call, create_compte, enter
from tests.browser.inscription import NAISSANCE, chooser, decide, file
from tests.browser.suivi import enter_service, save_pdf, send_infected, stands, submit, thread, told

QUESTION = "Bonjour,\nfaut-il l’original du livret ?"
REPONSE = "Bonjour, une copie suffit."
MANQUE = "Il manque le verso de votre pièce d’identité."
EN_CONTROLE_PUIS_SAIN = re.compile("verso.png.*Vérifié", re.DOTALL)


def test_a_family_and_the_service_write_to_each_other_and_paper_is_received_by_its_bordereau(
    page, collegue, portal, inspect, compte
):
    enter(page, compte)
    numero = submit(page)
    page.goto(f"/demande/?n={numero}")
    stands(page, "En cours")
    expect(page.get_by_role("region", name="À envoyer par courrier").get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_text("Délai annoncé")).to_be_visible()
    suivi, reponses = (page.get_by_role("heading", name=nom, exact=True) for nom in ("Suivi", "Vos réponses"))
    assert suivi.bounding_box()["y"] < reponses.bounding_box()["y"]
    inspect("suivi-en-cours")
    assert save_pdf(page, "Télécharger le récépissé") == (f"recepisse-{numero}.pdf", b"%PDF-")
    assert save_pdf(page, "Télécharger le bordereau") == (f"bordereau-{numero}.pdf", b"%PDF-")
    write(page, inspect)
    receive(collegue, portal, inspect, numero)

    page.reload()
    expect(thread(page).filter(has_text="Message du service")).to_contain_text(REPONSE)
    expect(page.get_by_role("region", name="Pièces justificatives")).to_contain_text("Reçue par courrier")
    inspect("suivi-repondu")


def write(page, inspect):
    """A message, refused while empty; what is typed outlives a reload."""
    page.get_by_role("button", name="Écrire au service").click()
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez votre message.")
    inspect("suivi-message-vide")
    page.get_by_label("Votre message").fill(QUESTION)
    page.reload()
    expect(page.get_by_label("Votre message")).to_have_value(QUESTION)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    told(page, "Votre message est envoyé.")
    expect(thread(page).filter(has_text="faut-il l’original")).to_contain_text("Vous")
    expect(page.get_by_label("Votre message")).to_have_count(0)


def receive(agent, portal, inspect, numero):
    """The agent scans the bordereau, which types then ends with Enter, notes the pièce and answers."""
    enter_service(agent, portal, "scolaire")
    agent.goto("/agents/demandes/")
    champ = agent.get_by_label("Scanner ou saisir un numéro (bordereau)")
    expect(champ).to_be_visible()
    agent.keyboard.press("Alt+B")
    expect(champ).to_be_focused()
    agent.keyboard.type("D26ABCDEFGH\n")
    expect(agent.get_by_role("alert")).to_contain_text("Aucune demande de vos services ne porte ce numéro.")
    inspect("agents-bordereau-inconnu", agent)
    agent.keyboard.type(numero.replace("-", "").lower() + "\n")
    agent.wait_for_url(f"**/agents/demande/?n={numero}#titre-pieces")
    expect(agent.get_by_role("heading", name="Pièces justificatives")).to_be_focused()
    expect(thread(agent).filter(has_text="faut-il l’original")).to_contain_text("Le demandeur")
    inspect("agents-demande-suivie", agent)
    recues = agent.get_by_role("button", name=re.compile("^Reçue par courrier"))
    avant = recues.count()
    recues.first.click()
    expect(agent.get_by_role("status").filter(has_text="C’est noté")).to_be_visible()
    expect(recues).to_have_count(avant - 1)
    agent.get_by_role("button", name="Écrire au demandeur").click()
    agent.get_by_role("button", name="Envoyer", exact=True).click()
    expect(agent.get_by_text("Écrivez votre message : le demandeur lira ces mots.")).to_be_visible()
    inspect("agents-message-vide", agent)
    agent.get_by_label("Votre message").fill(REPONSE)
    agent.get_by_role("button", name="Envoyer", exact=True).click()
    expect(agent.get_by_role("status").filter(has_text="C’est envoyé")).to_be_visible()
    expect(thread(agent).filter(has_text="Message du service")).to_contain_text(REPONSE)


def test_a_complement_survives_a_lost_network_and_another_decision_then_the_demande_is_given_up(
    page, collegue, portal, inspect, pardons, compte
):
    pardons.append(re.compile("ERR_INTERNET_DISCONNECTED"))
    enter(page, compte)
    numero = submit(page)
    enter_service(collegue, portal, "scolaire")
    collegue.goto(f"/agents/demande/?n={numero}")
    decide(collegue, "Demander un complément", MANQUE)
    expect(collegue.get_by_role("status").filter(has_text="C’est fait")).to_be_visible()

    page.goto(f"/demande/?n={numero}")
    stands(page, "À compléter")
    manque = page.get_by_role("region", name="Il manque quelque chose")
    expect(manque).to_contain_text(MANQUE)
    inspect("suivi-a-completer")
    page.get_by_role("button", name="Envoyer le complément").click()
    expect(page.get_by_role("alert")).to_contain_text("Répondez au service, ou joignez une pièce.")
    inspect("suivi-complement-vide")
    join(page, "Autre document")
    page.get_by_label("Votre réponse au service").fill("Voici le verso.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Envoyer le complément").click()
    expect(page.get_by_text("Vous n’êtes plus connecté à Internet.")).to_be_visible()
    inspect("suivi-hors-ligne")
    page.context.set_offline(False)

    decide(collegue, "Déclarer le dossier complet")
    expect(collegue.get_by_role("status").filter(has_text="« Complet »")).to_be_visible()
    page.get_by_role("button", name="Envoyer le complément").click()
    told(page, "La demande a changé entre-temps.")
    stands(page, "Complet")
    expect(page.get_by_label("Votre message")).to_have_value("Voici le verso.")
    inspect("suivi-conflit")
    decide(collegue, "Demander un complément", MANQUE)
    expect(collegue.get_by_role("status").filter(has_text="« À compléter »")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Votre réponse au service")).to_have_value("Voici le verso.")
    page.get_by_role("button", name="Envoyer le complément").click()
    told(page, "C’est envoyé.")
    stands(page, "En cours")
    expect(thread(page).filter(has_text="Voici le verso.")).to_contain_text("verso.png")
    expect(page.get_by_role("region", name="Pièces justificatives")).to_contain_text(EN_CONTROLE_PUIS_SAIN)
    expect(page.locator("img.vignette")).to_be_visible()
    inspect("suivi-complete")
    give_up(page, inspect)


def join(page, libelle):
    """A file, under the pièce that one chooses."""
    page.get_by_label("Joindre une pièce").select_option(label=libelle)
    page.get_by_role("button", name="Ajouter", exact=True).click()
    give_picture(page, libelle)


def give_picture(page, libelle):
    octets = io.BytesIO()
    Image.new("RGB", (640, 480), (200, 210, 220)).save(octets, "PNG")
    chooser(page, libelle).set_input_files(file("verso.png", octets.getvalue(), "image/png"))
    expect(page.get_by_role("group", name=libelle).get_by_role("listitem")).to_contain_text("Vérifié")


def give_up(page, inspect):
    """« Renoncer » keeps it; « Annuler la demande » is the end of it."""
    annuler = page.get_by_role("button", name="Annuler la demande")
    annuler.click()
    inspect("suivi-annuler")
    page.get_by_role("button", name="Renoncer").click()
    stands(page, "En cours")
    annuler.click()
    page.get_by_role("dialog").get_by_role("button", name="Annuler la demande").click()
    told(page, "Votre demande est annulée.")
    stands(page, "Annulé")
    for bouton in ("Annuler la demande", "Écrire au service"):
        expect(page.get_by_role("button", name=bouton)).to_have_count(0)
    inspect("suivi-annulee")


@WHATEVER_THE_WIDTH
def test_a_file_that_the_check_refuses_is_replaced_from_the_demande(page, inspect, compte):
    enter(page, compte)
    numero = submit(page, naissance={"cles": [send_infected(page, "naissance")]})
    page.goto(f"/demande/?n={numero}")
    pieces = page.get_by_role("region", name="Pièces justificatives")
    expect(page.get_by_role("region", name="À remplacer")).to_contain_text("contient un virus", timeout=15_000)
    expect(pieces.get_by_role("button", name="livret.pdf")).to_have_count(0)
    inspect("suivi-refuse")
    pieces.get_by_role("button", name=f"Remplacer : {NAISSANCE}").click()
    give_picture(page, NAISSANCE)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    told(page, "Votre message est envoyé.")
    expect(pieces.get_by_role("button", name="verso.png")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("region", name="À remplacer")).to_have_count(0)
    inspect("suivi-remplace")


def test_demandes_are_found_by_state_and_by_words_and_back_comes_back(page, inspect, compte):
    enter(page, compte)
    numero = submit(page)
    call(page, "POST", f"/demandes/{numero}/evenements", {"evenement": "annuler", "version": 1})
    page.goto("/demandes/")
    etat, mots, chercher = (
        page.get_by_label("État", exact=True),
        page.get_by_label("Titre, personne ou numéro"),
        page.get_by_role("button", name="Chercher"),
    )
    lignes = page.get_by_role("row").filter(has=page.get_by_role("link"))
    expect(lignes.first).to_be_visible()
    mots.fill(numero.lower())
    mots.press("Enter")
    expect(lignes).to_have_count(1)
    expect(lignes).to_contain_text("Annulé")
    expect(page.get_by_role("status").filter(has_text="1 demande")).to_be_attached()
    inspect("demandes-cherchees")
    etat.select_option(label="Ouvertes")
    chercher.click()
    expect(page.get_by_role("heading", name="Aucune demande ne correspond")).to_be_visible()
    inspect("demandes-aucune-trouvee")
    page.go_back()
    expect(lignes).to_have_count(1)
    expect(etat).to_have_value("")
    expect(mots).to_have_value(numero.lower())
    lignes.get_by_role("link").click()
    stands(page, "Annulé")
    page.go_back()
    expect(mots).to_have_value(numero.lower())
    expect(lignes).to_have_count(1)
    etat.select_option(label="Terminées")
    mots.fill("inscription")
    chercher.click()
    expect(lignes.filter(has_text=numero)).to_have_count(1)
    expect(lignes.filter(has_text="En cours")).to_have_count(0)


@WHATEVER_THE_WIDTH
def test_a_new_compte_is_told_where_its_demandes_will_be(page, portal, inspect):
    enter(page, create_compte(page, portal, "Dupont"))
    page.goto("/demandes/")
    expect(page.get_by_role("heading", name="Aucune demande pour l’instant")).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)
    inspect("demandes-aucune")
