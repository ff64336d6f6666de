"""A password is judged by its length and by how hard it is to guess, never by its composition."""

import unicodedata

import pytest

from chalicelib.domain.mot_de_passe import (
    CHAMP,
    LONGUEUR_MAXIMALE,
    LONGUEUR_MINIMALE,
    PERSONNELS_MAXIMUM,
    weakness,
)

PERSONNELS = ("Lire", "Amélie", "amelie.lire@exemple.fr")


def code(mot_de_passe, personnels=PERSONNELS):
    faiblesse = weakness(mot_de_passe, personnels)
    assert faiblesse is None or faiblesse.champ == CHAMP == "securite.mot_de_passe"
    return faiblesse and faiblesse.code


@pytest.mark.parametrize(
    "mot_de_passe",
    [
        "girafe violette sur un tracteur",
        "quatre mots sans rapport",
        "x7Kq!9vLp2RzW4mT",
        "мой дом стоит у реки высоко",
        "🦒🚜🎻🥖🛶🧦🪁🗿🦔🪐🥁🧨🧭🪣🛵",
        "      espaces   partout      ",
    ],
)
def test_a_long_and_unpredictable_password_is_taken_whatever_it_is_made_of(mot_de_passe):
    assert code(mot_de_passe) is None


@pytest.mark.parametrize("mot_de_passe", ["", "x7Kq!9vLp2R", "🦒" * 11])
def test_eleven_characters_are_too_few(mot_de_passe):
    assert len(mot_de_passe) < LONGUEUR_MINIMALE
    assert code(mot_de_passe) == "trop-court"


def test_twelve_unpredictable_characters_pass_the_length_but_not_the_guess():
    assert code("x7Kq!9vLp2Rz") == "trop-simple"


def test_two_hundred_characters_are_the_most():
    phrase = "girafe violette sur un tracteur " * 10
    assert code(phrase[:LONGUEUR_MAXIMALE]) is None
    assert code(phrase[: LONGUEUR_MAXIMALE + 1]) == "trop-long"


@pytest.mark.parametrize(
    "mot_de_passe",
    [
        "password1234",
        "azertyuiop123",
        "motdepasse2024!",
        "soleil123456",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345",
        "abcdefghijklmnop",
        "Tr0ub4dour&3xyz",
        "Bonjour2024!!",
    ],
)
def test_a_common_password_is_too_simple_however_long(mot_de_passe):
    assert code(mot_de_passe) == "trop-simple"


@pytest.mark.parametrize("mot_de_passe", ["AmélieLire1985", "amelielire1985", "lire.amélie.lire", PERSONNELS[2]])
def test_a_password_made_of_ones_own_name_is_too_simple(mot_de_passe):
    assert code(mot_de_passe) == "trop-simple"


def test_only_ones_own_name_makes_the_difference():
    rare = "Kouyaté-Bérenguier"
    assert code(rare, ()) is None
    assert code(rare, (rare,)) == "trop-simple"


@pytest.mark.parametrize("forme", ["NFC", "NFD"])
def test_the_length_does_not_depend_on_how_a_keyboard_writes_accents(forme):
    assert code(unicodedata.normalize(forme, "éàùçôîëèê")) == "trop-court"


def test_the_sentence_helps():
    assert "12 caractères" in weakness("court", ()).detail
    assert "quatre mots" in weakness("password1234", ()).detail


def test_only_the_first_signs_are_judged_so_that_no_password_keeps_the_judge_busy():
    assert code("password" * 4 + "xK9#vQ2$mZ7!tR4@") == "trop-simple"
    assert code("xK9#vQ2$mZ7!tR4@" + "password" * 4) is None


def test_only_twenty_words_of_one_s_own_are_judged():
    rare = "Kouyaté-Bérenguier"
    autres = tuple(f"mot{rang}" for rang in range(PERSONNELS_MAXIMUM))
    assert code(rare, (*autres[1:], rare)) == "trop-simple"
    assert code(rare, (*autres, rare)) is None
