"""Amounts in words."""

import pytest

from chalicelib.domain.en_lettres import montant_en_lettres

NEUF = "quatre-vingt-dix-neuf"


@pytest.mark.parametrize(
    ("centimes", "mots"),
    [
        (0, "zéro euro"),
        (1, "un centime"),
        (100, "un euro"),
        (101, "un euro et un centime"),
        (2100, "vingt et un euros"),
        (7100, "soixante et onze euros"),
        (7700, "soixante-dix-sept euros"),
        (8000, "quatre-vingts euros"),
        (8100, "quatre-vingt-un euros"),
        (9180, "quatre-vingt-onze euros et quatre-vingts centimes"),
        (9999, "quatre-vingt-dix-neuf euros et quatre-vingt-dix-neuf centimes"),
        (10000, "cent euros"),
        (20000, "deux cents euros"),
        (20300, "deux cent trois euros"),
        (100000, "mille euros"),
        (198000, "mille neuf cent quatre-vingts euros"),
        (8000000, "quatre-vingt mille euros"),
        (20000000, "deux cent mille euros"),
        (9999999, f"{NEUF} mille neuf cent {NEUF} euros et {NEUF} centimes"),
        (99900000, f"neuf cent {NEUF} mille euros"),
    ],
)  # fmt: skip
def test_an_amount_is_written_as_one_says_it(centimes, mots):
    assert montant_en_lettres(centimes) == mots


def test_every_number_has_its_own_words():
    assert len({montant_en_lettres(euros * 100) for euros in range(10_000)}) == 10_000


@pytest.mark.parametrize("centimes", [-1, 100_000_000])
def test_beyond_what_anybody_pays_there_are_none(centimes):
    with pytest.raises(ValueError, match=str(centimes)):
        montant_en_lettres(centimes)
