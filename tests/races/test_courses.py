"""Rivals at the same instant: what must hold holds, and would be seen if it did not."""

from datetime import timedelta
from functools import partial

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.appareil import Visite
from chalicelib.domain.errors import TropDEssais
from chalicelib.domain.essais import LIBRES
from tests.portail import MOT_DE_PASSE
from tests.races import (
    courses,
    courses_acces,
    courses_compte,
    courses_demandes,
    courses_fichiers,
    courses_imports,
    courses_paiement,
    courses_suivi,
    decor,
)
from tests.races.courses import wrong_passwords

pytestmark = pytest.mark.races
COURSES = (
    courses.COURSES
    | courses_acces.COURSES_ACCES
    | courses_compte.COURSES_COMPTE
    | courses_demandes.COURSES_DEMANDES
    | courses_fichiers.COURSES_FICHIERS
    | courses_suivi.COURSES_SUIVI
    | courses_paiement.COURSES_PAIEMENT
    | courses_imports.COURSES_IMPORTS
)
MOST = 400
"""Rounds given to a race without its conditions: one of them must go wrong, most often among the first ten."""


@pytest.mark.parametrize("nom", COURSES)
def test_rivals_leave_what_one_would(nom, alentours):
    for rang in range(COURSES[nom].rounds):
        decor.empty()
        assert COURSES[nom].run(alentours) == [], f"round {rang}"


@pytest.mark.parametrize("nom", COURSES)
def test_the_race_is_seen_when_the_condition_is_taken_away(nom, alentours, sabote):
    for _ in range(MOST):
        decor.empty()
        with sabote(*COURSES[nom].conditions):
            if COURSES[nom].run(alentours):
                return
    pytest.fail("nothing was seen")


def test_a_password_asked_for_disturbs_no_login(alentours):
    decor.empty()
    assert courses_acces.right_answer_against_a_login(alentours) == []


def test_after_a_volley_of_wrong_passwords_the_right_one_waits_too(alentours):
    decor.empty()
    assert wrong_passwords(alentours, tries=10) == []
    faux = partial(services.sessions.open_usager, "amélie.lire", "mauvais", Visite())
    outcomes = [decor.rivals(faux)[0] for _ in range(5)]
    assert isinstance(outcomes[-1], TropDEssais)
    assert storage.identifiants.get("amélie.lire").essais.echecs == LIBRES
    with pytest.raises(TropDEssais):
        services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, Visite())
    clock.offset += timedelta(minutes=1, seconds=1)
    assert services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, Visite())[1].identifiant == "amélie.lire"
