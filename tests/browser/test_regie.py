"""What a régisseur does: import a file, bill by hand, take money at the counter, close the day."""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chalicelib import clock
from tests.browser.conftest import VIEWPORTS
from tests.browser.facturation import Regisseur, add, empty_panier, pay, set_payfip, to_payment
from tests.browser.gestes import login, login_agent, summary

TITRES = (
    "N° facture;N° famille;Usager;Objet;Période;Date facture;Date limite;"
    "Prestation;Concerné;Quantité;Prix unitaire;Montant"
)


@pytest.fixture
def width():
    """One browser, whose window takes both widths where there is something to look at."""
    return "1280"


@pytest.fixture
def regisseur(page, portal):
    """In the tab « Factures »."""
    login_agent(page, portal, "ccas")
    page.get_by_role("link", name="Factures", exact=True).click()
    expect(page.get_by_role("button", name="Chercher")).to_be_visible()
    return page


@pytest.fixture
def look(regisseur, inspect):
    """Both widths of the page as it stands."""

    def both(nom):
        for taille in ("390", "1280"):
            regisseur.set_viewport_size(VIEWPORTS[taille])
            inspect(f"regie-{nom}")

    return both


def write(dossier: Path, nom: str, *lignes: str) -> Path:
    """As a billing software of a town hall writes it: accents of Windows."""
    fichier = dossier / nom
    fichier.write_bytes("\r\n".join((TITRES, *lignes)).encode("cp1252"))
    return fichier


def ligne(numero, emise=None, prix="3,45", montant="41,40"):
    emise = emise or f"{clock.today():%d/%m/%Y}"
    due = f"{clock.today() + timedelta(days=30):%d/%m/%Y}"
    return f"{numero};7788;Éloïse Noël;Portage de repas;octobre;{emise};{due};Déjeuner à domicile;;12;{prix};{montant}"


def choose_columns(page, fichier):
    page.get_by_label("Fichier de factures").set_input_files(fichier)
    page.get_by_label("Payeur").select_option("Usager")
    page.get_by_role("button", name="Vérifier ce fichier").click()


def fill_header(page, numero):
    """All but the lines."""
    page.get_by_label("Numéro de facture").fill(numero)
    page.get_by_label("Numéro de famille").fill("7788")
    page.get_by_label("Payeur").fill("Éloïse Noël")
    page.get_by_label("Objet").fill("Portage de repas")
    page.get_by_label("Date limite de paiement").fill(f"{clock.today() + timedelta(days=30):%d/%m/%Y}")


def test_a_file_is_refused_line_by_line_then_applied_whole(regisseur, look, tmp_path):
    page = regisseur
    page.get_by_role("link", name="Importer un fichier").click()
    fautif = write(tmp_path, "octobre.csv", ligne("B-1"), ligne("B-2", "31/02/2026"), ligne("B-3", prix="3,455"))
    page.get_by_label("Fichier de factures").set_input_files(fautif)
    expect(page.get_by_role("row", name="Objet").get_by_role("cell").last).to_have_text(
        "Portage de repasPortage de repas"
    )
    page.get_by_role("button", name="Vérifier ce fichier").click()
    expect(page.get_by_label("Payeur")).to_be_focused()
    expect(page.get_by_label("Payeur")).to_have_accessible_description(re.compile("choisissez la colonne"))
    look("colonnes")
    choose_columns(page, fautif)
    expect(page.get_by_role("heading", name="Ce fichier ne peut pas être importé")).to_be_visible()
    fautes = page.get_by_role("table", name="lignes à corriger")
    expect(fautes.get_by_role("row", name="Ligne 3")).to_contain_text("Date facture")
    expect(fautes.get_by_role("row", name="Ligne 4")).to_contain_text("2 chiffres au plus après la virgule")
    look("import-refuse")
    with page.expect_download() as telechargee:
        page.get_by_role("button", name="Télécharger cette liste").click()
    lues = list(csv.reader(telechargee.value.path().read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [rangee[0] for rangee in lues] == ["Ligne", "3", "4"]

    page.get_by_role("link", name="Importer un fichier corrigé").click()
    choose_columns(page, write(tmp_path, "octobre.csv", ligne("B-1"), ligne("B-2"), ligne("B-2")))
    expect(page.get_by_role("heading", name="Ce que ce fichier changera")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("2 factures à créer, pour 124,20 €")
    look("import-a-confirmer")
    page.get_by_role("button", name="Appliquer").click()
    page.get_by_role("dialog").get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("heading", name="Ce fichier est appliqué")).to_be_visible()
    page.get_by_role("link", name="Tous les imports").click()
    expect(page.get_by_role("table", name="Imports").get_by_role("row")).to_have_count(3)
    choose_columns(page, tmp_path / "octobre.csv")
    expect(page.get_by_text("il n’y a rien à appliquer")).to_be_visible()


def test_a_facture_made_by_hand_loses_nothing_says_what_is_wrong_and_is_cancelled_by_an_avoir(regisseur, look):
    page = regisseur
    page.get_by_role("link", name="Nouvelle facture").click()
    page.get_by_role("textbox", name="Prestation").fill("Repas")
    page.get_by_label("Prix unitaire").fill("3,455")
    page.get_by_role("button", name="Ajouter une ligne").click()
    expect(page.get_by_role("group", name="Ligne 2").get_by_label("Prestation")).to_be_focused()
    page.get_by_role("group", name="Ligne 2").get_by_label("Prix unitaire").fill("1 200,50")
    page.get_by_role("button", name="Émettre cette facture de 1 200,50 €").click()
    resume = summary(page)
    expect(resume).to_contain_text("Ligne 1, prix unitaire (€) : indiquez un montant, comme 3,45.")
    expect(resume).to_contain_text("Ligne 2, prestation : indiquez ce qui est facturé.")
    look("nouvelle-fautive")
    page.reload()
    expect(page.get_by_role("group", name="Ligne 1").get_by_label("Prestation")).to_have_value("Repas")
    page.get_by_role("button", name="Retirer la ligne 2").click()
    page.get_by_label("Prix unitaire").fill("3,45")
    page.get_by_label("Quantité").fill("12")
    expect(page.get_by_role("button", name="Émettre cette facture de 41,40 €")).to_be_visible()
    fill_header(page, "G-2")
    page.get_by_role("button", name="Émettre cette facture").click()
    page.get_by_role("button", name="Annuler (avoir)").click()
    page.get_by_label("Numéro de l’avoir").fill("AV-2")
    page.get_by_label("Motif").fill("Repas décommandé à temps.")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status").filter(has_text="la facture est annulée")).to_be_visible()
    page.get_by_role("link", name="Les factures de cette famille").click()
    expect(page.get_by_role("row", name="G-2")).to_contain_text("Annulée")
    look("factures")


def test_money_taken_at_the_counter_is_in_the_journal_of_the_day(regisseur, look):
    page = regisseur
    page.get_by_role("link", name="Nouvelle facture").click()
    fill_header(page, "G-1")
    page.get_by_role("textbox", name="Prestation").fill("Déjeuner")
    page.get_by_label("Prix unitaire").fill("10")
    page.get_by_role("button", name="Émettre cette facture").click()
    expect(page.get_by_role("status").filter(has_text="La facture est émise")).to_be_visible()
    page.get_by_role("button", name="Marquer payée au guichet").click()
    page.get_by_role("button", name="Confirmer").click()
    expect(summary(page)).to_contain_text("Choisissez le moyen de paiement reçu.")
    look("guichet")
    page.get_by_label("Moyen de paiement").select_option("Chèque")
    page.get_by_label("Précision").fill("n° 0012345")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status").filter(has_text="sa quittance est prête")).to_be_visible()
    expect(page.get_by_text("Encaissé au guichet")).to_be_visible()
    look("facture-payee")

    page.get_by_role("link", name="Encaissements", exact=True).click()
    expect(page.get_by_text("Le journal tombe juste")).to_be_visible()
    expect(page.get_by_role("table", name="Encaissements").get_by_role("row", name="G-1")).to_contain_text("10,00 €")
    look("encaissements")
    with page.expect_download() as export:
        page.get_by_role("button", name="Exporter ce jour").click()
    assert "G-1" in export.value.path().read_text("utf-8-sig")
    page.get_by_role("row", name="G-1").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Ce qui s’est passé")).to_be_visible()


def test_a_payment_whose_result_is_not_known_is_to_be_looked_at_and_asked_about_again(
    regisseur, collegue, portal, compte, look
):
    page, citoyen = regisseur, collegue
    Regisseur(page, portal).emit("Téléassistance", 2850, "ccas")
    login(citoyen, compte)
    empty_panier(citoyen)
    citoyen.goto("/mes-comptes/")
    add(citoyen, "Téléassistance")
    citoyen.get_by_role("link", name="Accéder à votre panier").click()
    to_payment(citoyen)
    set_payfip(portal, panne="charabia", operation="recupererDetailPaiementSecurise")
    pay(citoyen, "Payer par carte")
    page.goto("/agents/encaissements/")
    attente = page.get_by_role("region", name="À suivre").get_by_role("row", name="28,50 €")
    expect(attente).to_contain_text("Son résultat n’est pas encore connu.")
    look("encaissements-a-suivre")
    attente.get_by_role("link").click()
    expect(page.get_by_role("list").filter(has_text="l’usager est envoyé sur la page de PayFiP")).to_be_visible()
    set_payfip(portal)
    page.get_by_role("button", name="Vérifier maintenant").click()
    expect(page.get_by_role("status").filter(has_text="C’est vérifié : « Payé »")).to_be_visible()
    expect(page.get_by_role("button", name="Quittance (PDF)")).to_be_visible()
    expect(page.get_by_role("button", name="Vérifier maintenant")).to_have_count(0)
    look("paiement-verifie")


class Double:
    """A payment whose facture was paid otherwise, as the API tells of it until it is given back, and after."""

    def __init__(self):
        self.note = ""

    def answer(self, route):
        if route.request.method == "POST":
            self.note = route.request.post_data_json["note"]
        route.fulfill(json=self.told())

    def told(self):
        rendu = {"le": "2026-11-24T10:00:00Z", "par": "Inès Faure", "note": self.note} if self.note else None
        return {
            "id": "double", "regie": "ccas", "regie_nom": "CCAS", "etat": "paye", "etat_libelle": "Payé",
            "moyen": "carte", "moyen_libelle": "Carte bancaire", "montant_centimes": 2850, "quittance": "",
            "parts": [{"facture": "f", "numero": "F-1", "montant_centimes": 2850}], "refdet": "C267KQF3MXPABCD",
            "initie_le": "2026-11-23T10:00:00Z", "paye_le": "2026-11-23T10:02:00Z", "libere": True,
            "anomalie": "" if rendu else "encaisse_en_double", "anomalie_libelle": "" if rendu else "À rembourser.",
            "verification": False, "a_rembourser": rendu is None, "bloque": False, "remboursement": rendu,
            "recit": [{"le": "2026-11-23T10:02:00Z", "texte": "Payé par carte bancaire", "auteur": ""}],
        }  # fmt: skip


def test_money_that_came_twice_is_marked_as_given_back_once_it_is_said_how(regisseur, look):
    """PayFiP, simulated, keeps its delays: none of its payments comes twice."""
    page, double = regisseur, Double()
    page.route("**/api/agents/paiements/double*", double.answer)
    page.route("**/api/agents/paiements/double/remboursement", double.answer)
    page.goto("/agents/paiement/?id=double")
    expect(page.get_by_role("heading", name="À suivre")).to_be_visible()
    page.get_by_role("button", name="Marquer remboursé").click()
    expect(page.get_by_text("Le portail ne rembourse pas lui-même")).to_be_visible()
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_text("Indiquez comment vous avez remboursé")).to_be_visible()
    page.get_by_label("Comment").fill("Virement 4012")
    look("paiement-a-rembourser")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status").filter(has_text="ce paiement est remboursé")).to_be_visible()
    expect(page.get_by_text("par Inès Faure\u00a0: Virement 4012")).to_be_visible()
    expect(page.get_by_role("heading", name="À suivre")).to_have_count(0)
    expect(page.get_by_role("button", name="Marquer remboursé")).to_have_count(0)
    look("paiement-rembourse")


class Bloque(Double):
    """A payment of which PayFiP tells something else: its factures wait for the régisseur."""

    def told(self):
        etat = (
            {"etat": "expire", "etat_libelle": "Expiré"}
            if self.note
            else {"etat": "initie", "etat_libelle": "En cours"}
        )
        anomalie = "" if self.note else "non_concordant"
        return super().told() | etat | {
            "id": "bloque", "libere": bool(self.note), "bloque": not self.note, "anomalie": anomalie,
            "anomalie_libelle": anomalie and "La réponse de PayFiP ne correspond pas.",
            "a_rembourser": False, "remboursement": None, "paye_le": None,
        }  # fmt: skip


def test_the_factures_of_a_stuck_payment_are_freed_once_it_is_said_why(regisseur, look):
    """PayFiP, simulated, tells the truth here: see tests/services/test_encaissements.py for when it does not."""
    page, bloque = regisseur, Bloque()
    page.route("**/api/agents/paiements/bloque*", bloque.answer)
    page.route("**/api/agents/paiements/bloque/liberation", bloque.answer)
    page.goto("/agents/paiement/?id=bloque")
    page.get_by_role("button", name="Libérer les factures").click()
    expect(page.get_by_text("la famille pourrait payer deux fois")).to_be_visible()
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_text("Indiquez ce que la trésorerie a répondu")).to_be_visible()
    page.get_by_label("Réponse de la trésorerie").fill("Aucun encaissement, le 24 novembre")
    look("paiement-bloque")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status").filter(has_text="de nouveau à payer")).to_be_visible()
    expect(page.get_by_role("button", name="Libérer les factures")).to_have_count(0)


def test_the_file_of_the_treasury_is_held_against_the_payments(regisseur, look, tmp_path):
    page = regisseur
    page.goto("/agents/rapprochements/")
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("main")).to_contain_text("Choisissez le fichier reçu de la trésorerie.")
    releve = tmp_path / "releve.csv"
    for contenu, attendu in (
        ("EN-TETE\nLIGNE;03/02/2025;C26;12,00\nPIED-DE-PAGE", "Ligne 2"),
        ("EN-TETE\nLIGNE;03/02/2025;C26ABCDEFGHJKL;1200\nPIED-DE-PAGE", "Reçu par la DGFiP, inconnu du portail"),
    ):
        releve.write_text(contenu, encoding="utf-8")
        page.get_by_label("Fichier de la DGFiP").set_input_files(releve)
        page.get_by_role("button", name="Comparer").click()
        expect(page.get_by_role("main")).to_contain_text(attendu)
        look(f"rapprochement-{'refuse' if attendu == 'Ligne 2' else 'lu'}")
    page.get_by_role("link", name="Tous les rapprochements").click()
    expect(page.get_by_role("row", name="releve.csv")).to_contain_text("1 différence")
