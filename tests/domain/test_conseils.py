"""What zxcvbn says is said in French, all of it."""

import ast
import inspect
from itertools import product

import pytest
from zxcvbn import feedback

from chalicelib.domain.conseils import DAVANTAGE, FRANCAIS, PERSONNEL
from chalicelib.domain.mot_de_passe import weakness, weigh
from tests.problemes import check_french

PHRASES = {
    ast.literal_eval(call.args[0])
    for call in ast.walk(ast.parse(inspect.getsource(feedback)))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
}


def test_the_sentences_of_the_library_are_all_translated_and_no_other():
    assert len(PHRASES) > 20
    assert set(FRANCAIS) == PHRASES


@pytest.mark.parametrize("phrase", [*FRANCAIS.values(), PERSONNEL])
def test_every_piece_of_advice_is_french(phrase):
    check_french(phrase)


def test_a_password_that_the_library_finds_good_and_we_do_not_gets_advice_too():
    force = weigh("x7Kq!9vLp2Rz", ())
    assert (force.score, force.suffisant, force.conseils) == (4, False, (DAVANTAGE,))


@pytest.mark.parametrize("debut", ["", "é", "Paris", "1985", "azerty", "aaaa", "p@ssw0rd", "drowssap", "BONJOUR"])
def test_the_meter_never_contradicts_the_judge(debut):
    for milieu, fin in product(("", "nom", "27/03/1985", "qwertyuiop"), ("", " ", "girafe violette")):
        texte = f"{debut}{milieu}{fin}"
        force = weigh(texte, ("nom",))
        assert force.suffisant is (weakness(texte, ("nom",)) is None)
        assert bool(force.conseils) is not force.suffisant
