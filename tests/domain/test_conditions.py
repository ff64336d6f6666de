from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.conditions import Combinaison, Comparaison, Negation, Parmi, Rempli, visible
from chalicelib.domain.contexte import Contexte
from chalicelib.domain.definition_conditions import parse_condition
from chalicelib.domain.formulaire import Champ, TypeDeChamp
from chalicelib.domain.jour import Jour

CONTEXTE = Contexte(date(2026, 3, 27))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=6,
)
NOMS = st.sampled_from(["a", "b", "c"])
SIMPLES = (
    st.builds(Parmi, NOMS, st.lists(st.text() | st.integers() | st.booleans(), min_size=1, max_size=3).map(tuple))
    | st.builds(Rempli, NOMS, st.booleans())
    | st.builds(Comparaison, NOMS, st.sampled_from(["avant", "apres"]), st.just(Jour("aujourdhui-75ans")))
)
CONDITIONS = st.recursive(
    SIMPLES,
    lambda inside: (
        st.builds(Negation, inside)
        | st.builds(Combinaison, st.sampled_from(["tous", "un"]), st.lists(inside, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=6,
)


@given(CONDITIONS, st.dictionaries(NOMS, JSON))
def test_a_condition_answers_yes_or_no_whatever_the_answers_hold(condition, reponses):
    assert visible(condition, reponses, CONTEXTE) is not visible(Negation(condition), reponses, CONTEXTE)


def test_one_is_not_true_and_zero_is_not_false():
    assert not visible(Parmi("a", (1, 0)), {"a": True}, CONTEXTE)
    assert not visible(Parmi("a", (True, False)), {"a": 0}, CONTEXTE)


def test_no_condition_is_always():
    assert visible(None, {}, CONTEXTE)


@pytest.mark.parametrize(
    "ecrite",
    [
        {"champ": "a", "egal": "x"},
        {"champ": "a", "parmi": ["x", "y"]},
        {"champ": "a", "rempli": False},
        {"champ": "jour", "avant": "aujourdhui"},
        {"champ": "jour", "apres": "2026-09-01"},
        {"tous": [{"champ": "a", "rempli": True}, {"un": [{"non": {"champ": "a", "egal": "x"}}]}]},
    ],
    ids=str,
)
def test_a_condition_is_served_as_it_was_written(ecrite):
    connus = {"a": Champ("a", TypeDeChamp.TEXTE, "A"), "jour": Champ("jour", TypeDeChamp.DATE, "Jour")}
    assert parse_condition(ecrite, "si", connus).as_json() == ecrite


@pytest.mark.parametrize(
    "texte", ["Demain", "aujourdhui-", "aujourdhui-1", "aujourdhui-1an ", "20260901", "2026-13-01", ""]
)
def test_a_jour_is_fixed_or_counted_from_today(texte):
    with pytest.raises(ValueError, match=r"YYYY-MM-DD|month"):
        Jour(texte)
