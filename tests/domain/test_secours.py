"""The mailed password (R21): long, legible, the same each time, good for an hour."""

import math
import re
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.numero import ALPHABET
from chalicelib.domain.secours import VALIDITE, Secours, mot_de_passe

SECRET = b"5e" * 16
DEBUT = datetime(2026, 3, 27, 8, tzinfo=UTC)
SECOURS = Secours("demande", DEBUT + VALIDITE)


def test_it_holds_more_than_a_hundred_bits_without_two_symbols_alike():
    texte = mot_de_passe(SECRET, "demande")
    assert re.fullmatch(rf"([{ALPHABET}]{{4}}-){{5}}[{ALPHABET}]{{4}}", texte)
    assert len(texte.replace("-", "")) * math.log2(len(ALPHABET)) >= 100
    assert not set("0O1I") & set(texte)


def test_it_is_the_same_each_time_and_another_for_another_request_or_portal():
    tires = {mot_de_passe(secret, nom) for secret in (SECRET, b"x") for nom in ("demande", "autre") for _ in range(2)}
    assert len(tires) == 4


@pytest.mark.parametrize(
    "typing", [str, str.lower, lambda t: t.replace("-", ""), lambda t: f" {t.replace('-', ' ')}\n"]
)
def test_it_opens_however_it_is_typed(typing):
    assert SECOURS.opens(SECRET, typing(mot_de_passe(SECRET, "demande")), DEBUT)


@pytest.mark.parametrize("saisi", ["", "-", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", "é" * 24, "💥"])
def test_nothing_else_opens(saisi):
    assert not SECOURS.opens(SECRET, saisi, DEBUT)
    assert not SECOURS.opens(SECRET, mot_de_passe(SECRET, "demande") + "A", DEBUT)
    assert not SECOURS.opens(SECRET, mot_de_passe(SECRET, "demande")[:-1], DEBUT)


def test_it_is_good_for_sixty_minutes_and_not_a_second_more():
    texte = mot_de_passe(SECRET, "demande")
    assert timedelta(minutes=60) == VALIDITE
    assert SECOURS.opens(SECRET, texte, DEBUT + VALIDITE - timedelta(seconds=1))
    assert not SECOURS.opens(SECRET, texte, DEBUT + VALIDITE)
