"""« Mes comptes »: whether factures show, and what one must do when they do not (R33–R35)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.mes_comptes import Cause, first_day, missing, recent_since
from tests.exemples import LE, compte

INSEE = "62842"
JEUDI = date(2026, 11, 12)


def titulaire(**changes):
    return compte(**{"etat": Etat.VALIDE, "numero_famille": "1042"} | changes)


def cause(compte_, cree_le, today):
    manque = missing(compte_, cree_le, today, INSEE)
    return manque.code if manque else None


def test_a_compte_validated_known_and_old_enough_misses_nothing():
    assert missing(titulaire(), JEUDI, date(2026, 11, 23), INSEE) is None


@pytest.mark.parametrize(
    ("cree_le", "from_"),
    [
        (JEUDI, date(2026, 11, 17)),
        (date(2026, 11, 14), date(2026, 11, 18)),
        (date(2026, 11, 9), date(2026, 11, 13)),
        (date(2026, 12, 24), date(2026, 12, 30)),
    ],
    ids=["over a week-end", "on a Saturday", "over the 11th of November", "over Christmas"],
)
def test_factures_show_when_the_compte_is_older_than_two_jours_ouvres(cree_le, from_):
    assert first_day(cree_le, INSEE) == from_
    jours = [cree_le + timedelta(days=rang) for rang in range(10)]
    shown = [jour for jour in jours if missing(titulaire(), cree_le, jour, INSEE) is None]
    assert shown[0] == from_
    assert shown == [jour for jour in jours if jour >= from_]


def test_holidays_are_those_of_the_place():
    before_good_friday = date(2027, 3, 24)
    assert first_day(before_good_friday, "57463") > first_day(before_good_friday, INSEE)


def test_what_is_missing_is_told_one_thing_at_a_time():
    now = date(2026, 11, 23)
    assert cause(titulaire(etat=Etat.EN_ATTENTE, numero_famille=None), now, now) is Cause.NON_VALIDE
    assert cause(titulaire(numero_famille=None), now, now) is Cause.TROP_RECENT
    assert cause(titulaire(numero_famille=None), JEUDI, now) is Cause.SANS_FAMILLE


def test_each_sentence_says_what_to_do():
    now = date(2026, 11, 23)
    attente = titulaire(etat=Etat.EN_ATTENTE)
    correction = replace(attente, decision=Decision("correction", LE, "Lucie", "Adresse."))
    phrases = [
        missing(attente, JEUDI, now, INSEE).detail,
        missing(correction, JEUDI, now, INSEE).detail,
        missing(titulaire(etat=Etat.REFUSE), JEUDI, now, INSEE).detail,
        missing(titulaire(), now, now, INSEE).detail,
        missing(titulaire(numero_famille=None), JEUDI, now, INSEE).detail,
    ]
    mots = ("rien à faire", "Mon compte", "appelez", "Revenez à partir du 26 novembre 2026", "numéro de famille")
    assert [mot for mot, phrase in zip(mots, phrases, strict=True) if mot not in phrase] == []
    assert len(set(phrases)) == len(phrases)


def test_recent_is_three_months_to_the_day():
    assert recent_since(date(2026, 11, 23)) == date(2026, 8, 23)
    assert recent_since(date(2026, 5, 31)) == date(2026, 2, 28)
