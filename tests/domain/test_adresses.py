"""Suggestions of addresses: only what the form itself would take."""

import pytest

from chalicelib.domain.adresses import Resultat, Suggestion, question, suggestion


def lieu(**changes):
    champs = {
        "genre": "housenumber",
        "libelle": "12 Rue des Lilas 62990 Valmont",
        "voie": "12 Rue des Lilas",
        "code_postal": "62990",
        "commune": "Valmont",
    }
    return Resultat(**champs | changes)


def test_a_house_becomes_the_lines_of_an_envelope():
    attendue = Suggestion("12 Rue des Lilas 62990 Valmont", ("12 Rue des Lilas",), "62990", "Valmont")
    assert suggestion(lieu()) == attendue
    assert suggestion(lieu(genre="street")) == attendue


@pytest.mark.parametrize(
    "change",
    [
        {"genre": "municipality"},
        {"genre": "locality"},
        {"genre": "poi"},
        {"code_postal": ""},
        {"code_postal": "9-16"},
        {"commune": ""},
        {"voie": " "},
        {"voie": "x" * 81},
        {"commune": "Val\u202emont"},
    ],
)
def test_what_is_no_address_or_would_be_refused_is_not_suggested(change):
    assert suggestion(lieu(**change)) is None


@pytest.mark.parametrize(
    ("saisie", "cherchee"),
    [
        ("  12 rue   des\tlilas ", "12 rue des lilas"),
        ("rue", ""),
        (" rue ", ""),
        ("rues", "rues"),
        ("x" * 200, "x" * 200),
        ("x" * 201, ""),
        ("", ""),
    ],
)
def test_a_search_is_trimmed_and_neither_too_short_nor_too_long(saisie, cherchee):
    assert question(saisie) == cherchee
