"""The DGFiP's statement, sent as text: its differences, its bad lines, what is kept of it."""

from datetime import UTC, datetime

import pytest

from chalicelib import clock
from tests.factures import emitted, paid
from tests.problemes import refused

LUNDI = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def regisseuse(portail):
    clock.offset += LUNDI - clock.now()
    return portail.another().login_agent("regie-ville")


def send(browser, *lignes, pied="PIED-DE-PAGE", regie="ville"):
    contenu = "\r\n".join(["EN-TETE", *(f"LIGNE;{ligne}" for ligne in lignes), pied])
    return browser.post("/agents/rapprochements", {"regie": regie, "nom": "novembre.csv", "contenu": contenu})


def test_each_difference_is_told_with_what_the_portal_knows(regisseuse):
    fait = paid(emitted())
    absent = paid(emitted(numero="absent"), paiement="p2", refdet="V26ABSENT123")
    rendu = send(regisseuse, f"23/11/2026;{fait.refdet};51,80", "24112026;JAMAISVU1;100", pied="PIED-DE-PAGE;2;5280")
    assert rendu.status_code == 201
    lu = rendu.json_body
    assert (lu["regie_nom"], lu["par"], lu["premier"], lu["dernier"]) == (
        "Ville", "Inès Faure", "2026-11-23", "2026-11-24",
    )  # fmt: skip
    assert (lu["lignes"], lu["total_centimes"], lu["concordantes"], lu["differences_total"]) == (2, 5280, 0, 3)
    vides = {"date": None, "montant_centimes": None, "attendu_le": None, "attendu_centimes": None, "paiement": None}
    assert lu["differences"] == [
        {
            "nature": "montant", "nature_libelle": "Montants différents", "refdet": fait.refdet,
            "date": "2026-11-23", "montant_centimes": 5180,
            "attendu_le": "2026-11-23", "attendu_centimes": 5190, "paiement": fait.id,
        },
        vides | {
            "nature": "inconnu_du_portail", "nature_libelle": "Reçu par la DGFiP, inconnu du portail",
            "refdet": "JAMAISVU1", "date": "2026-11-24", "montant_centimes": 100,
        },
        vides | {
            "nature": "absent_du_releve", "nature_libelle": "Payé selon le portail, absent du relevé",
            "refdet": absent.refdet, "attendu_le": "2026-11-23", "attendu_centimes": 5190, "paiement": absent.id,
        },
    ]  # fmt: skip
    assert regisseuse.get(f"/agents/rapprochements/{lu['id']}").json_body == lu
    (ligne,) = regisseuse.get("/agents/rapprochements?regie=ville").json_body["elements"]
    assert ligne == {cle: valeur for cle, valeur in lu.items() if cle != "differences"}


def test_each_bad_line_is_told_and_nothing_is_kept(regisseuse):
    body = refused(
        send(regisseuse, "23/11/2026;V26;51,80", "32/11/2026;V26ABSENT123;1"),
        422, "saisie-invalide", "contenu", "contenu",
    )  # fmt: skip
    assert [fault["detail"].split("\u00a0")[0] for fault in body["errors"]] == ["Ligne 2", "Ligne 3"]
    assert regisseuse.get("/agents/rapprochements?regie=ville").json_body["elements"] == []


def test_what_is_no_statement_is_refused_in_plain_words(regisseuse):
    for contenu in ("", "bonjour", "\x00", "EN-TETE\nPIED-DE-PAGE", "x" * 200_001):
        envoi = {"regie": "ville", "nom": "", "contenu": contenu}
        refused(regisseuse.post("/agents/rapprochements", envoi), 422, "saisie-invalide", "contenu")


def test_statements_are_listed_page_by_page_newest_first(regisseuse):
    ids = []
    for rang in range(21):
        clock.offset += datetime.resolution * 1_000_000
        ids.append(send(regisseuse, f"23112026;REFERENCE{rang};100").json_body["id"])
    page = regisseuse.get("/agents/rapprochements?regie=ville").json_body
    suite = regisseuse.get(f"/agents/rapprochements?regie=ville&suite={page['suite']}").json_body
    assert [ligne["id"] for ligne in page["elements"] + suite["elements"]] == ids[::-1]
    assert suite["suite"] is None
