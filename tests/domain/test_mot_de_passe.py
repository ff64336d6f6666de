"""A password is judged by its length and by how hard it is to guess, never by its composition."""

import time
import unicodedata

import pytest

from chalicelib.domain.mot_de_passe import CHAMP, LONGUEUR_MAXIMALE, LONGUEUR_MINIMALE, weakness, weigh

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


def test_a_password_of_the_greatest_length_is_judged_at_once():
    debut = time.process_time()
    code("a1!" * (LONGUEUR_MAXIMALE // 3))
    assert time.process_time() - debut < 1


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


@pytest.mark.parametrize("judge", [weakness, weigh])
@pytest.mark.parametrize(
    "mot_de_passe",
    ["a" + "\u0301" * 15_000 + "\u0316" * 15_000, "4({6!1$+7|@[9|5<" * 5],
    ids=["combining marks", "signs that stand for letters"],
)
def test_no_password_keeps_the_judge_busy(judge, mot_de_passe):
    judge("une première, pour lire les listes de mots", ())
    debut = time.process_time()
    judge(mot_de_passe, tuple(map(str, range(30_000))))
    assert time.process_time() - debut < 1
