"""Jours ouvrés: what the mairie has really had to answer."""

from datetime import date

import pytest

from chalicelib.domain.jours_ouvres import elapsed, is_ferie, is_ouvre

VALMONT, METZ, STRASBOURG, SAINT_DENIS, FORT_DE_FRANCE = "62999", "57463", "67482", "97411", "97209"
LUNDI = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("depuis", "today", "jours"),
    [
        (LUNDI, LUNDI, 0),
        (LUNDI, date(2026, 11, 24), 1),
        (LUNDI, date(2026, 11, 27), 4),
        (LUNDI, date(2026, 11, 29), 4),
        (date(2026, 11, 20), date(2026, 11, 24), 2),
        (date(2026, 11, 21), LUNDI, 1),
        (date(2026, 12, 24), date(2026, 12, 28), 1),
        (date(2026, 12, 31), date(2027, 1, 4), 1),
        (date(2026, 4, 3), date(2026, 4, 7), 1),
        (date(2026, 5, 13), date(2026, 5, 15), 1),
        (LUNDI, date(2026, 11, 1), 0),
    ],
)
def test_days_begun_since_are_counted_without_week_ends_nor_public_holidays(depuis, today, jours):
    assert elapsed(depuis, today, VALMONT) == jours


@pytest.mark.parametrize(
    ("jour", "ici", "ailleurs"),
    [
        (date(2026, 4, 3), METZ, VALMONT),
        (date(2026, 12, 26), STRASBOURG, VALMONT),
        (date(2026, 12, 20), SAINT_DENIS, FORT_DE_FRANCE),
        (date(2026, 5, 22), FORT_DE_FRANCE, SAINT_DENIS),
    ],
)
def test_alsace_moselle_and_overseas_have_holidays_of_their_own(jour, ici, ailleurs):
    assert is_ferie(jour, ici)
    assert not is_ferie(jour, ailleurs)


@pytest.mark.parametrize("insee", [VALMONT, METZ, SAINT_DENIS, "97502", "97701", "97801", "98611", "98735", "98818"])
def test_the_national_day_is_a_holiday_everywhere(insee):
    assert not is_ouvre(date(2026, 7, 14), insee)


def test_a_good_friday_does_not_count_in_metz():
    assert elapsed(date(2026, 4, 2), date(2026, 4, 7), METZ) == 1
    assert elapsed(date(2026, 4, 2), date(2026, 4, 7), VALMONT) == 2
