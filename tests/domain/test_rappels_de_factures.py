"""When a famille is told of a facture, and of what."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.rappels_de_factures import Rappel, due, first_day, next_of
from tests.factures import emission

ECHEANCE = date(2026, 12, 5)


def lived(arrivee, nuits):
    """What is told each day of a facture that nobody pays, when the task runs on these nights only."""
    dite, rappel = emission(echeance_le=ECHEANCE), Rappel.NOUVELLE
    jour, told = first_day(dite, arrivee), []
    for nuit in nuits:
        if rappel is None or nuit < jour:
            continue
        dit = due(rappel, dite, nuit)
        told += [(nuit, dit)] if dit else []
        suivant = next_of(dit or rappel, dite, nuit)
        rappel, jour = suivant or (None, None)
    return told


def nights(debut, nombre=60):
    return [debut + timedelta(days=rang) for rang in range(nombre)]


def test_it_is_told_at_the_issue_a_week_before_the_due_date_and_twice_after_it():
    assert lived(date(2026, 11, 5), nights(date(2026, 11, 5))) == [
        (date(2026, 11, 5), Rappel.NOUVELLE),
        (date(2026, 11, 28), Rappel.A_PAYER),
        (date(2026, 12, 8), Rappel.EN_RETARD),
        (date(2026, 12, 20), Rappel.TOUJOURS_EN_RETARD),
    ]


def test_one_imported_before_its_day_waits_for_it():
    assert lived(date(2026, 11, 1), nights(date(2026, 11, 1)))[0] == (date(2026, 11, 5), Rappel.NOUVELLE)


@pytest.mark.parametrize(
    ("arrivee", "told"),
    [
        (date(2026, 12, 1), [Rappel.NOUVELLE, Rappel.EN_RETARD, Rappel.TOUJOURS_EN_RETARD]),
        (date(2026, 12, 9), [Rappel.NOUVELLE, Rappel.TOUJOURS_EN_RETARD]),
        (date(2027, 3, 1), [Rappel.NOUVELLE]),
    ],
)
def test_one_that_comes_late_is_told_once_that_day_and_nothing_of_what_is_past(arrivee, told):
    assert [rappel for _, rappel in lived(arrivee, nights(arrivee))] == told


def test_nights_that_were_lost_are_not_made_up_for():
    first = [date(2026, 11, 5)]
    assert lived(first[0], first + nights(date(2026, 12, 25))) == [
        (first[0], Rappel.NOUVELLE),
        (date(2026, 12, 25), Rappel.TOUJOURS_EN_RETARD),
    ]


def test_nobody_is_asked_to_pay_before_a_day_that_is_over():
    first = [date(2026, 11, 5)]
    assert [rappel for _, rappel in lived(first[0], first + nights(date(2026, 12, 6)))] == [
        Rappel.NOUVELLE,
        Rappel.EN_RETARD,
        Rappel.TOUJOURS_EN_RETARD,
    ]


def test_the_due_date_itself_is_still_in_time():
    assert due(Rappel.A_PAYER, emission(echeance_le=ECHEANCE), ECHEANCE) is Rappel.A_PAYER
