"""The facture and the quittance on paper, read back."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from chalicelib import services, storage
from chalicelib.config import settings
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.facture import Etat, LigneDeFacture, Reglement
from chalicelib.domain.paiement import Etat as EtatDePaiement
from chalicelib.domain.paiement import Moyen, Paiement, Part
from chalicelib.rendering import pdf
from tests.exemples import LE
from tests.factures import QUITTANCE, emitted, facture, paid
from tests.portail import PDF


def text(octets):
    pages = PdfReader(io.BytesIO(octets)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def missing(found, *mots):
    return [mot for mot in mots if " ".join(mot.split()) not in found]


def test_a_facture_says_to_whom_for_what_how_much_and_until_when():
    found = text(services.papiers.facture(facture()))
    commune = settings().commune
    assert missing(
        found,
        "Facture n° 2026-10-0118", commune.nom, *commune.lignes_adresse, "Mme Amélie LIRE", "1042", "Octobre 2026",
        "5 novembre 2026", "5 décembre 2026", "Restauration scolaire", "Jeanne Marchand", "14", "3,45 €", "48,30 €",
        "1,5", "2,40 €", "3,60 €", "Total à payer", "51,90 €", f"{commune.origine}/mes-comptes/", "Sur place",
        commune.services["scolaire"].telephone,
    ) == []  # fmt: skip


def test_a_facture_that_is_done_with_asks_for_nothing():
    payee = replace(facture(Etat.PAYEE), reglement=Reglement(LE, "especes", QUITTANCE))
    annulee = replace(facture(Etat.ANNULEE), reglement=Reglement(LE, precision="A-1", motif="Erreur <b>de tarif"))
    assert missing(text(services.papiers.facture(payee)), "réglée le 27 mars 2026 (espèces)", "plus rien à payer") == []
    assert missing(text(services.papiers.facture(annulee)), "annulée le 27 mars 2026", "plus rien à payer") == []
    assert missing(text(services.papiers.facture(annulee)), "Erreur <b>de tarif") == []
    for une in (payee, annulee, facture(Etat.EN_PAIEMENT)):
        assert missing(text(services.papiers.facture(une)), "Sur place", "carte bancaire, depuis") == [
            "Sur place",
            "carte bancaire, depuis",
        ]


def test_what_payfip_does_not_take_is_paid_on_the_spot_only():
    found = text(services.papiers.facture(facture(montant=99)))
    assert missing(found, "Sur place", "En ligne") == ["En ligne"]


def test_a_regie_that_is_no_more_still_has_its_factures():
    found = text(services.papiers.facture(facture(regie="caisse-des-ecoles")))
    assert missing(found, "caisse-des-ecoles", "51,90 €", "Une question") == ["Une question"]


def test_a_long_facture_repeats_its_headings_on_each_page():
    lignes = tuple(LigneDeFacture(f"Repas du {rang}", "Jeanne", 1000, 345, 345) for rang in range(90))
    pages = PdfReader(io.BytesIO(services.papiers.facture(facture(lignes=lignes)))).pages
    assert len(pages) > 2
    assert [page.extract_text().count("Prix unitaire") for page in pages] == [1] * len(pages)
    assert sum(page.extract_text().count("Repas du") for page in pages) == 90


def test_the_pdf_that_came_with_a_facture_is_the_one_that_is_given(aws):
    storage.objets.write("factures/ville/x.pdf", PDF, "application/pdf")
    assert services.papiers.facture(facture(document="factures/ville/x.pdf")) == PDF
    with pytest.raises(Introuvable):
        services.papiers.facture(facture(document="factures/ville/absent.pdf"))


def test_a_quittance_says_what_was_received_from_whom_when_and_how(aws):
    fait = paid(emitted(), Moyen.CARTE, paye_le=LE)
    found = text(services.papiers.quittance(fait))
    assert missing(
        found,
        f"Quittance {QUITTANCE}", settings().commune.nom, "Ville", "Mme Amélie LIRE", "27 mars 2026 à 9 h 00",
        "Carte bancaire", "51,90 €", "cinquante et un euros et quatre-vingt-dix centimes", "2026-10-0118",
        "Restauration et périscolaire", "Octobre 2026", "Total payé", "Ce document vaut quittance",
    ) == []  # fmt: skip


def test_a_quittance_holds_whatever_became_of_what_it_paid():
    fait = _of_erased()
    found = text(pdf.render(services.papiers.represent_quittance(fait, {})))
    assert missing(found, "2026-10-0118", "51,90 €") == []


def _of_erased():
    part = Part("erased", "2026-10-0118", 5190)
    return Paiement(
        "p1",
        "",
        "ville",
        EtatDePaiement.PAYE,
        Moyen.ESPECES,
        5190,
        "V",
        "",
        LE,
        (part,),
        paye_le=LE,
        quittance=QUITTANCE,
    )
