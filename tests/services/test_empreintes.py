import re
import unicodedata

from chalicelib.domain.session import Genre
from chalicelib.services import empreintes
from tests.conftest import COUTS_REELS


def test_hashes_cost_an_attacker_what_they_must():
    assert COUTS_REELS == {Genre.USAGER: (2, 19 * 1024), Genre.AGENT: (3, 64 * 1024)}


def test_a_hash_carries_its_costs_so_that_they_can_rise_later():
    passes, kib = empreintes.COUTS[Genre.AGENT]
    empreinte = empreintes.of_password("girafe violette", Genre.AGENT)
    assert re.match(rf"\$argon2id\$v=19\$m={kib},t={passes},p=1\$", empreinte)
    assert empreintes.matches(empreinte, "girafe violette", Genre.AGENT)


def test_the_answer_to_the_secret_question_forgives_case_and_spaces():
    assert empreintes.matches(empreintes.of_answer("  Noisette "), "noisette", Genre.USAGER)


def test_the_marks_of_a_secret_that_nobody_has_are_not_sorted_which_would_take_seconds():
    marques = "a" + "\u0301" * 1000 + "\u0316" * 1000
    triees = unicodedata.normalize("NFC", marques)
    assert not empreintes.matches(empreintes.of_password(triees), marques, Genre.USAGER)
    assert not empreintes.answers(empreintes.of_answer(triees), marques)
