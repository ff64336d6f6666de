"""Opening hours: read from the commune's file, told in a sentence, and the next time the doors open."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.ouverture import JOURS, OuvertureInvalide, parse

PARIS = ZoneInfo("Europe/Paris")
INSEE = "62999"
MATIN, SOIR, JOURNEE = ["8:30-12:00"], ["13:30-17:30"], ["8:30-12:00", "13:30-17:30"]
SEMAINE = dict.fromkeys(JOURS[:5], JOURNEE)


def at(texte):
    return datetime.fromisoformat(texte).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        (SEMAINE, "Du lundi au vendredi, de 8~h~30 à 12~h et de 13~h~30 à 17~h~30"),
        (
            SEMAINE | {"vendredi": MATIN},
            "Du lundi au jeudi, de 8~h~30 à 12~h et de 13~h~30 à 17~h~30~; le vendredi, de 8~h~30 à 12~h",
        ),
        (
            {"lundi": MATIN, "mardi": MATIN, "jeudi": MATIN, "mercredi": SOIR, "samedi": SOIR},
            "Le lundi, le mardi et le jeudi, de 8~h~30 à 12~h~; le mercredi et le samedi, de 13~h~30 à 17~h~30",
        ),
        ({"mardi": ["9:00-12:05"]}, "Le mardi, de 9~h à 12~h~05"),
        (dict.fromkeys((*JOURS[:3], "vendredi"), MATIN), "Du lundi au mercredi et le vendredi, de 8~h~30 à 12~h"),
    ],
)
def test_hours_are_told_in_a_sentence_that_puts_like_days_together(saisie, phrase):
    assert parse(saisie, INSEE).describe() == phrase.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("now", "prochaine"),
    [
        ("2026-11-23T08:29:59", "2026-11-23T08:30"),
        ("2026-11-23T08:30", "2026-11-23T08:30"),
        ("2026-11-23T11:59:59", "2026-11-23T11:59:59"),
        ("2026-11-23T12:00", "2026-11-23T13:30"),
        ("2026-11-23T17:30", "2026-11-24T08:30"),
        ("2026-11-27T18:00", "2026-11-30T08:30"),
        ("2026-12-24T23:00", "2026-12-28T08:30"),
        ("2026-03-28T23:00", "2026-03-30T08:30"),
    ],
)
def test_the_next_opening_is_now_or_when_the_doors_next_open(now, prochaine):
    ouverture = parse(SEMAINE, INSEE)
    assert ouverture.next_opening(at(now)) == at(prochaine)
    assert ouverture.is_open(at(now)) is (now == prochaine)


def test_a_town_hall_that_opens_on_sundays_is_closed_on_those_that_are_holidays():
    dimanche = parse({"dimanche": MATIN}, INSEE)
    assert dimanche.next_opening(at("2026-05-23T10:00")) == at("2026-05-24T08:30")
    assert dimanche.next_opening(at("2026-10-31T10:00")) == at("2026-11-08T08:30")


@pytest.mark.parametrize(
    ("saisie", "dit"),
    [
        ({"lundy": MATIN}, "«\u00a0lundy\u00a0» n’est pas un jour"),
        ({"Lundi": MATIN}, "«\u00a0Lundi\u00a0» n’est pas un jour"),
        ({"lundi": ["8h30-12h"]}, "ouverture.lundi\u00a0: «\u00a08h30-12h\u00a0» n’est pas un horaire"),
        ({"lundi": ["8:30-24:30"]}, "n’est pas un horaire"),
        ({"lundi": ["8:75-12:00"]}, "n’est pas un horaire"),
        ({"mardi": ["12:00-8:30"]}, "ouverture.mardi\u00a0: «\u00a012:00-8:30\u00a0» finit avant de commencer"),
        ({"mardi": ["8:30-8:30"]}, "finit avant de commencer"),
        ({"mardi": ["13:30-17:30", "8:30-12:00"]}, "ouverture.mardi\u00a0: les heures se suivent"),
        ({"mardi": ["8:30-12:00", "11:30-17:30"]}, "les heures se suivent"),
        ({}, "aucun horaire"),
        ({"lundi": []}, "aucun horaire"),
    ],
)
def test_what_means_nothing_is_refused_by_its_name_with_what_is_expected(saisie, dit):
    with pytest.raises(OuvertureInvalide, match=dit):
        parse(saisie, INSEE)
