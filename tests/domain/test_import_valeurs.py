"""The cells of a file of factures."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import import_valeurs as valeurs
from chalicelib.domain.import_fautes import ValeurFausse


@pytest.mark.parametrize(
    ("texte", "centimes"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12.50", 1250),
        ("1 234,50", 123450),
        ("1\u202f234,50\u00a0€", 123450),
        ("0,01", 1),
        ("99999,99", 9_999_999),
        ("-3,00", -300),
    ],
)
def test_a_french_amount_is_read_in_centimes(texte, centimes):
    assert valeurs.parse_montant(texte) == centimes


@pytest.mark.parametrize(
    ("texte", "why"),
    [
        ("0", "nul"),
        ("0,00", "nul"),
        ("-0", "nul"),
        ("-3,00", "négatif"),
        ("100000", "dépasse"),
        ("12,505", "2 chiffres"),
        ("1.234,50", "n’est pas un nombre"),
        ("1 23,50", "n’est pas un nombre"),
        ("12,5O", "n’est pas un nombre"),
        ("", "n’est pas un nombre"),
        ("NaN", "n’est pas un nombre"),
        ("1e3", "n’est pas un nombre"),
        ("١٢", "n’est pas un nombre"),
        ("9" * 5000, "n’est pas un nombre"),
    ],
)
def test_an_amount_that_is_not_one_to_pay_says_why(texte, why):
    with pytest.raises(ValeurFausse, match=why):
        valeurs.parse_montant_du(texte)


@pytest.mark.parametrize(("texte", "milliemes"), [("12", 12_000), ("1,5", 1500), ("0,125", 125), ("1 000", 1_000_000)])
def test_a_quantity_is_read_in_thousandths(texte, milliemes):
    assert valeurs.parse_quantite(texte) == milliemes


@pytest.mark.parametrize("texte", ["0", "-1", "10 000", "1,0005", "deux", ""])
def test_a_quantity_of_nothing_or_too_much_is_refused(texte):
    with pytest.raises(ValeurFausse):
        valeurs.parse_quantite(texte)


@pytest.mark.parametrize("texte", ["27/03/2026", "2026-03-27"])
def test_a_date_is_read_in_both_forms(texte):
    assert valeurs.parse_jour(texte) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("texte", "why"),
    [("31/02/2026", "n’existe pas"), ("2026-13-01", "n’existe pas"), ("27/03/26", "ne se lit pas"), ("", "ne se lit")],
)
def test_a_date_that_is_none_says_why(texte, why):
    with pytest.raises(ValeurFausse, match=why):
        valeurs.parse_jour(texte)


PARSEURS = [
    valeurs.parse_montant, valeurs.parse_montant_du, valeurs.parse_quantite, valeurs.parse_jour,
    valeurs.parse_numero, valeurs.parse_famille, valeurs.parse_facultatif, valeurs.parse_obligatoire,
]  # fmt: skip


@pytest.mark.parametrize("parse", PARSEURS, ids=lambda parse: parse.__name__)
@given(texte=st.text())
def test_whatever_is_in_a_cell_is_read_or_refused(parse, texte):
    with contextlib.suppress(ValeurFausse):
        parse(texte)
