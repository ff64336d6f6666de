"""R11: ten minutes, three tries, one use."""

import secrets
from datetime import timedelta

import pytest

from chalicelib import storage
from chalicelib.domain.cryptogramme import ESSAIS, VALIDITE
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.storage import EcritureRefusee
from tests.exemples import LE

SECONDE = timedelta(seconds=1)


def is_spent(image, now=LE, requete=None):
    """Each call is another request, unless it is named."""
    try:
        storage.cryptogrammes.count_try(image, requete or secrets.token_hex(), now)
    except SaisieInvalide as refus:
        return refus.erreurs[0].code == "cryptogramme-perime"
    return False


@pytest.fixture
def image(aws):
    storage.cryptogrammes.save("image", LE + VALIDITE)
    return "image"


def test_a_cryptogramme_takes_three_tries(image):
    assert [is_spent(image) for _ in range(ESSAIS + 2)] == [False] * ESSAIS + [True, True]


def test_the_same_request_again_is_the_same_try_even_once_no_other_is_left(image):
    assert not any(is_spent(image, requete="une requête") for _ in range(ESSAIS + 1))
    assert [is_spent(image) for _ in range(ESSAIS)] == [False] * (ESSAIS - 1) + [True]
    assert not is_spent(image, requete="une requête")


def test_a_cryptogramme_holds_for_ten_minutes_though_it_is_stored_longer(image):
    assert not is_spent(image, LE + VALIDITE - SECONDE)
    assert is_spent(image, LE + VALIDITE)


@pytest.mark.parametrize("inconnue", ["", "autre", "x" * 3000, "é\x00\n"])
def test_an_image_that_was_never_shown_is_spent(image, inconnue):
    assert is_spent(inconnue)
    assert is_spent(inconnue)


def test_a_cryptogramme_is_used_once(image):
    storage.commit(storage.cryptogrammes.consumption(image))
    assert is_spent(image)
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(storage.cryptogrammes.consumption(image))
    assert refus.value.noms == {"cryptogramme"}


def test_another_cryptogramme_is_not_used_with_it(image):
    storage.cryptogrammes.save("autre", LE + VALIDITE)
    storage.commit(storage.cryptogrammes.consumption(image))
    assert not is_spent("autre")
