"""Communes are found however they are typed, the most likely first."""

import pytest

from chalicelib.domain.lieux import LONGUEUR_MAX, Lieu, fold, search


def lieu(nom, departement="62", *, ancienne=False):
    return Lieu("62000", nom, departement, ancienne, fold(nom) + fold(departement))


LIEUX = (
    lieu("Saint-Étienne", "42"),
    lieu("Lens"),
    lieu("Saint-Omer"),
    lieu("Le Havre", "76"),
    lieu("L’Haÿ-les-Roses", "94"),
    lieu("Lens-Lestang", "26"),
    lieu("Courcelles-lès-Lens"),
    lieu("Cœuvres-et-Valsery", "02"),
    lieu("Lens", "80", ancienne=True),
)


def names(saisie, limite=8):
    return [(trouve.nom, trouve.departement) for trouve in search(LIEUX, saisie, limite)]


@pytest.mark.parametrize(
    ("saisie", "attendu"),
    [
        ("saint-étienne", "Saint-Étienne"),
        ("SAINT ETIENNE", "Saint-Étienne"),
        ("St Omer", "Saint-Omer"),
        ("havre", "Le Havre"),
        ("l'hay", "L’Haÿ-les-Roses"),
        ("coeuvres", "Cœuvres-et-Valsery"),
        ("Cœuv", "Cœuvres-et-Valsery"),
        ("lens 26", "Lens-Lestang"),
    ],
)
def test_accents_case_hyphens_and_abbreviations_are_forgiven(saisie, attendu):
    assert names(saisie)[0][0] == attendu


def test_the_very_name_comes_first_then_what_begins_so_then_the_rest():
    assert names("lens") == [("Lens", "62"), ("Lens", "80"), ("Lens-Lestang", "26"), ("Courcelles-lès-Lens", "62")]
    assert names("len")[0] == ("Lens", "62")
    assert names("lens", 1) == [("Lens", "62")]


@pytest.mark.parametrize("saisie", ["", " ", "-", "zzz", "ens", "\x00", "'\"<>", "l" * (LONGUEUR_MAX + 1)])
def test_what_means_nothing_finds_nothing(saisie):
    assert names(saisie) == []
