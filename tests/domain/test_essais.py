"""Tries at a password: five free, then slower and slower, twenty-five a day."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.errors import TropDEssais
from chalicelib.domain.essais import JOUR, LIBRES, PAR_JOUR, REPONSES_PAR_JOUR, Essais, delay

DEBUT = datetime(2026, 3, 27, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECONDE = timedelta(seconds=1)


def fail(nombre, now=DEBUT):
    """After `nombre` failures, each as soon as it is allowed: the count, and the moment of the last."""
    essais = Essais()
    for _ in range(nombre):
        now += wait(essais, now)
        essais = essais.one_more(now)
    return essais, now


def wait(essais, now):
    try:
        essais.one_more(now)
    except TropDEssais as refus:
        return timedelta(seconds=refus.attendre)
    return timedelta(0)


def test_five_tries_in_the_same_second_are_free_and_the_sixth_waits_a_minute():
    essais, now = fail(LIBRES)
    assert now == DEBUT
    assert (essais.echecs, essais.dans_la_fenetre) == (5, 5)
    assert wait(essais, now) == MINUTE


def test_the_delay_doubles_after_each_failure_up_to_an_hour():
    minutes = [delay(echecs) / MINUTE for echecs in range(LIBRES, PAR_JOUR)]
    assert minutes == [1, 2, 4, 8, 16, 32, *[60] * 14]


@pytest.mark.parametrize("echecs", range(LIBRES, PAR_JOUR))
def test_a_try_is_taken_at_the_end_of_the_delay_and_not_a_second_before(echecs):
    essais, now = fail(echecs)
    libre = now + delay(echecs)
    with pytest.raises(TropDEssais) as refus:
        essais.one_more(libre - SECONDE)
    assert refus.value.attendre == 1
    assert essais.one_more(libre).echecs == echecs + 1


def test_a_blocked_try_is_not_counted():
    essais, now = fail(LIBRES)
    for _ in range(50):
        with pytest.raises(TropDEssais):
            essais.one_more(now + SECONDE)
    assert essais.one_more(now + MINUTE).dans_la_fenetre == LIBRES + 1


def test_the_twenty_sixth_try_waits_for_the_end_of_the_day_that_the_first_began():
    essais, now = fail(PAR_JOUR)
    assert now < DEBUT + JOUR
    assert wait(essais, now) == DEBUT + JOUR - now
    assert wait(essais, DEBUT + JOUR - SECONDE) == SECONDE


def test_a_new_day_begins_with_five_free_tries():
    essais, _ = fail(PAR_JOUR)
    neuf = essais.one_more(DEBUT + JOUR)
    assert neuf == Essais(1, 1, DEBUT + JOUR, DEBUT + JOUR)


def test_no_pace_gets_more_than_twenty_five_tries_in_a_day():
    for pas in (SECONDE, MINUTE, timedelta(minutes=50)):
        essais, now, pris = Essais(), DEBUT, 0
        while now < DEBUT + JOUR:
            attente = wait(essais, now)
            if not attente:
                essais, pris = essais.one_more(now), pris + 1
            now += attente or pas
        assert pris <= PAR_JOUR


@pytest.mark.parametrize(
    ("secondes", "texte"),
    [
        (1, "1\u00a0minute"),
        (60, "1\u00a0minute"),
        (61, "2\u00a0minutes"),
        (150, "3\u00a0minutes"),
        (3600, "60\u00a0minutes"),
        (7200, "2\u00a0heures"),
        (7201, "3\u00a0heures"),
        (86_400, "24\u00a0heures"),
    ],
)
def test_the_citizen_reads_a_delay_that_is_never_too_short(secondes, texte):
    assert f" {texte}." in TropDEssais(secondes).detail


def test_a_secret_question_takes_five_answers_a_day_and_no_delay_between_them():
    essais = Essais()
    for rang in range(REPONSES_PAR_JOUR):
        essais = essais.one_more_answer(DEBUT + rang * SECONDE)
    assert (essais.dans_la_fenetre, essais.debut) == (5, DEBUT)
    with pytest.raises(TropDEssais) as refus:
        essais.one_more_answer(DEBUT + JOUR - SECONDE)
    assert refus.value.attendre == 1
    assert essais.one_more_answer(DEBUT + JOUR).dans_la_fenetre == 1
