"""Whom a demande may concern (R4, R26), and what a compte shows of itself."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.compte import (
    CONNEXION_PERMISE,
    Adresse,
    Compte,
    Coordonnees,
    Etat,
    Identite,
    Membre,
    Naissance,
)
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.foyer import concerned
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.question_secrete import QUESTIONS

NE = Naissance(date(2020, 5, 2))
LEO = Membre("m1", "enfant", "Lire", ("Léo", "Paul"), NE)
HUGO = Membre("m2", "adulte", "Petit", ("Hugo",), NE)
COMPTE = Compte(
    id="c1",
    identifiant="amélie.lire",
    etat=Etat.EN_ATTENTE,
    identite=Identite("Durand", ("Amélie", "Rose"), NE, nom_usage="Lire"),
    coordonnees=Coordonnees("amelie@exemple.fr", Adresse(("1 rue des Lilas",), "62990", "Valmont-sur-Lys")),
    communication="courriel",
    membres=(LEO, HUGO),
    cree_le=datetime(2026, 3, 27, tzinfo=UTC),
    sceau=Sceau("cle", "corps"),
)


@pytest.mark.parametrize("membres", ["aucun", "tous", "adultes", "enfants"])
@pytest.mark.parametrize("membre", [None, "usager"])
def test_the_citizen_may_always_speak_for_themselves(membre, membres):
    assert concerned(COMPTE, membre, membres) == "Amélie Lire"


@pytest.mark.parametrize(
    ("membre", "membres", "nom"),
    [
        ("m1", "enfants", "Léo Lire"),
        ("m1", "tous", "Léo Lire"),
        ("m2", "adultes", "Hugo Petit"),
        ("m2", "tous", "Hugo Petit"),
    ],
)
def test_a_member_is_named_when_the_demarche_can_concern_them(membre, membres, nom):
    assert concerned(COMPTE, membre, membres) == nom


@pytest.mark.parametrize(
    ("membre", "membres"),
    [
        ("m1", "adultes"),
        ("m2", "enfants"),
        ("m1", "aucun"),
        ("m2", "aucun"),
        ("m3", "tous"),
        ("", "tous"),
        ("USAGER", "tous"),
    ],
)
def test_nobody_else_can_be_named(membre, membres):
    with pytest.raises(SaisieInvalide) as refus:
        concerned(COMPTE, membre, membres)
    (erreur,) = refus.value.erreurs
    assert (erreur.champ, erreur.code) == ("membre", "choix-inconnu")


def test_the_name_in_use_is_the_nom_d_usage_else_that_of_birth():
    assert COMPTE.affichage == "Amélie Lire"
    assert Identite("Durand", ("Amélie",), NE).nom == "Durand"


def test_a_suspended_or_closed_compte_cannot_log_in():
    assert set(Etat) - set(CONNEXION_PERMISE) == {Etat.SUSPENDU, Etat.FERME}


def test_the_secret_questions_are_a_closed_list_in_french():
    assert len(QUESTIONS) >= 5
    assert all(libelle.endswith("\u00a0?") and "'" not in libelle for libelle in QUESTIONS.values())
