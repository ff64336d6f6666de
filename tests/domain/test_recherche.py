"""« Demandes »: what is searched, and what is found (R32)."""

from datetime import date

import pytest

from chalicelib.domain.demande import Resume
from chalicelib.domain.errors import RequeteIllisible
from chalicelib.domain.recherche import read
from chalicelib.domain.transitions import Etat
from tests.exemples import LE


def resume(etat=Etat.EN_COURS):
    return Resume(
        "D26-7KQF-3MXP",
        "acte-deces",
        "Acte de décès",
        "etat-civil",
        etat,
        LE,
        date(2026, 4, 26),
        "Zoé D’Hérouville",
        "",
    )


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("", True), ("deces", True), ("DÉCÈS", True), ("acte zoe", True), ("zoe acte", True), ("herou", True),
        ("d26-7kqf", True), ("D267KQF3MXP", True), ("3mxp", True), ("d’h", True),
        ("naissance", False), ("cte", False), ("acte léo", False), ("%", True), ("a" * 5000, False),
    ],
)  # fmt: skip
def test_words_are_found_where_one_would_look_for_them(q, found):
    assert read(None, q).keeps(resume()) is found


@pytest.mark.parametrize(("etat", "kept"), [
    ("ouvertes", {"en_cours", "a_completer", "complet"}),
    ("terminees", {"valide", "refuse", "annule", "sans_suite"}),
    ("", set(Etat)), (None, set(Etat)), *((etat, {etat}) for etat in Etat),
])  # fmt: skip
def test_demandes_are_kept_by_state_or_by_whether_they_are_over(etat, kept):
    assert {found for found in Etat if read(etat, None).keeps(resume(found))} == kept


@pytest.mark.parametrize("etat", ["perdu", "EN_COURS", "ouvertes "])
def test_a_state_that_does_not_exist_is_unreadable(etat):
    with pytest.raises(RequeteIllisible):
        read(etat, None)


def test_only_a_question_is_a_filter():
    assert read("", " - ").keeps_all
    assert not read("ouvertes", "").keeps_all
    assert not read(None, "x").keeps_all
