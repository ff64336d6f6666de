"""R11: one code for an image, drawn from its id."""

import hashlib

import pytest

from chalicelib.domain import cryptogramme
from chalicelib.domain.cryptogramme import ALPHABET, LONGUEUR, code, is_right

SECRET = bytes.fromhex("5e" * 32)


def test_a_code_is_always_that_of_its_image():
    assert code(SECRET, "une image") == code(SECRET, "une image")
    assert len(code(SECRET, "une image")) == LONGUEUR


def test_a_code_can_be_told_neither_from_another_image_nor_without_the_secret():
    assert len({code(SECRET, str(rang)) for rang in range(500)}) == 500
    assert code(SECRET, "une image") != code(bytes(32), "une image")


def test_every_character_is_drawn_at_every_place():
    codes = [code(SECRET, str(rang)) for rang in range(1000)]
    assert all({c[place] for c in codes} == set(ALPHABET) for place in range(LONGUEUR))


def test_no_character_is_taken_for_another():
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set("01OISB") & set(ALPHABET)


@pytest.mark.parametrize("saisie", [str.lower, " {} ".format, " ".join, lambda c: c.replace("7", "1")])
def test_case_spaces_and_a_1_for_a_7_are_forgiven(saisie):
    image = next(str(rang) for rang in range(100) if "7" in code(SECRET, str(rang)))
    assert is_right(SECRET, image, saisie(code(SECRET, image)))


@pytest.mark.parametrize(
    "saisie", [lambda c: c[:-1], lambda c: c + "F", lambda c: c[::-1], lambda _: "", lambda _: "é"]
)
def test_anything_else_is_wrong(saisie):
    assert not is_right(SECRET, "une image", saisie(code(SECRET, "une image")))


@pytest.mark.parametrize(
    ("refus", "attendu"),
    [
        (cryptogramme.wrong, "cryptogramme-faux"),
        (cryptogramme.spent, "cryptogramme-perime"),
        (cryptogramme.missing, "obligatoire"),
    ],
)
def test_a_refusal_names_the_champ_and_what_to_do(refus, attendu):
    (erreur,) = refus().erreurs
    assert (erreur.champ, erreur.code) == ("cryptogramme", attendu)
    assert "Recopiez" in erreur.detail


@pytest.mark.parametrize("refus", [cryptogramme.too_fast, cryptogramme.unproved])
def test_what_is_no_fault_of_the_citizen_says_that_nothing_is_lost(refus):
    (erreur,) = refus().erreurs
    assert erreur.champ == "cryptogramme"
    assert any(words in erreur.detail for words in ("envoyez de nouveau", "gardé"))


def test_the_puzzle_has_one_answer_and_it_is_ours():
    puzzle = cryptogramme.proof(SECRET, "une image")
    found = [n for n in range(puzzle.maxnumber + 1) if _digest(puzzle.salt, n) == puzzle.challenge]
    assert found == [cryptogramme.number(SECRET, "une image")]


def test_the_puzzle_of_an_image_says_nothing_of_its_code_nor_of_another_puzzle():
    numbers = [cryptogramme.number(SECRET, str(rang)) for rang in range(300)]
    assert len(set(numbers)) > 290
    assert max(numbers) > cryptogramme.TRAVAIL * 0.9


def _digest(salt, number):
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()
