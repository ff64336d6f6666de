"""Factures: ids that are enough to read them by, what tells two of them apart, where they show."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain import facture as domaine
from chalicelib.domain.facture import (
    TRANSITIONS,
    Etat,
    Evenement,
    Rubrique,
    empreinte,
    format_quantite,
    id_of,
    is_en_retard,
    key_of,
    rubrique,
)
from chalicelib.domain.francais import format_montant, format_prix
from tests.factures import emission, facture


def test_an_id_tells_where_the_facture_rests():
    id_ = id_of(emission(famille="F/10 é", emise_le=date(2026, 11, 2)))
    famille, element = key_of(id_)
    assert famille == "F/10 é"
    assert element.startswith("20261102")
    assert domaine.id_from(famille, element) == id_
    assert id_.isascii()
    assert not set("/+= ") & set(id_)


def test_a_numero_is_of_one_regie_and_what_is_said_changes_no_id():
    ville = id_of(emission())
    assert id_of(emission(regie="ccas")) != ville
    assert id_of(emission(numero="2026-10-0119")) != ville
    assert id_of(emission(montant=1, payeur="Quelqu’un d’autre", echeance_le=date(2027, 1, 1))) == ville


@pytest.mark.parametrize(
    "id_",
    ["", ".", "x", "MTA0Mg", "MTA0Mg.", ".20261102", "é.20261102", "%%.20261102", "_w.2026", "A" * 4000 + ".20261102"],
)
def test_what_is_no_id_leads_nowhere(id_):
    assert key_of(id_) is None


@pytest.mark.parametrize(
    "change",
    [
        {"montant": 1},
        {"payeur": "Zoé"},
        {"objet": "x"},
        {"periode": "x"},
        {"echeance_le": date(2027, 1, 1)},
        {"lignes": ()},
    ],
    ids=str,
)
def test_whatever_it_says_is_in_its_empreinte(change):
    assert empreinte(replace(emission(), **change)) != empreinte(emission())


def test_the_pdf_that_came_with_it_is_not():
    assert empreinte(emission(document="factures/x.pdf")) == empreinte(emission())


def test_what_is_to_be_paid_and_what_is_done_with_are_two_rubriques():
    assert {etat: rubrique(facture(etat=etat)) for etat in Etat} == {
        Etat.A_PAYER: Rubrique.A_PAYER,
        Etat.EN_PAIEMENT: Rubrique.A_PAYER,
        Etat.PAYEE: Rubrique.RELEVE,
        Etat.ANNULEE: Rubrique.RELEVE,
    }


def test_it_is_late_the_day_after_its_due_date_as_long_as_it_is_not_paid():
    due = facture(echeance_le=date(2026, 12, 5))
    assert not is_en_retard(due, date(2026, 12, 5))
    assert is_en_retard(due, date(2026, 12, 6))
    assert is_en_retard(replace(due, etat=Etat.EN_PAIEMENT), date(2026, 12, 6))
    assert not is_en_retard(replace(due, etat=Etat.PAYEE), date(2026, 12, 6))
    assert not is_en_retard(replace(due, etat=Etat.ANNULEE), date(2026, 12, 6))


def test_nothing_leaves_a_facture_that_is_paid_or_cancelled():
    assert {etat for transition in TRANSITIONS.values() for etat in transition.de} == {Etat.A_PAYER, Etat.EN_PAIEMENT}
    assert TRANSITIONS.keys() == set(Evenement)


@pytest.mark.parametrize(
    ("milliemes", "texte"),
    [(12000, "12"), (1500, "1,5"), (250, "0,25"), (1, "0,001"), (0, "0"), (-1000, "-1"), (-1500, "-1,5")],
)
def test_quantities_read_as_one_writes_them(milliemes, texte):
    assert format_quantite(milliemes) == texte


def test_every_state_has_its_words():
    assert domaine.LIBELLES.keys() == set(Etat)


@pytest.mark.parametrize(
    ("centimes", "texte"), [(1200, "12,00"), (5, "0,05"), (-345, "-3,45"), (-50, "-0,50"), (1234567, "12\u202f345,67")]
)
def test_prices_show_their_centimes(centimes, texte):
    assert format_prix(centimes) == f"{texte}\u00a0€"


@pytest.mark.parametrize(
    ("centimes", "texte"),
    [(1200, "12"), (5, "0,05"), (-345, "-3,45"), (-50, "-0,50"), (-1200, "-12"), (-1234567, "-12\u202f345,67")],
)
def test_amounts_below_zero_read_as_those_above(centimes, texte):
    assert format_montant(centimes) == f"{texte}\u00a0€"
