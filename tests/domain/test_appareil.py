"""What a device is called, and whether it was seen before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.appareil import INCONNU, MARQUES_MAXIMUM, Appareil, Visite, name_of, read_cookie

SECRET = b"5e" * 16
ID = "A" * 22
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("navigateur", "nom"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox sur Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/131.0 Safari/537.36 Edg/131.0", "Edge sur Windows"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Chrome/131.0 Safari/537.36", "Chrome sur Mac"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605 Version/17.5 Safari/605.1", "Safari sur Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari sur iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) CriOS/131.0 Mobile Safari/604.1", "Chrome sur iPad"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) FxiOS/132.0 Safari/605.1", "Firefox sur iPhone"),
        (f"Mozilla/5.0 (Linux; Android 14; SM-S918B) {WEBKIT} SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
         "Samsung Internet sur Android"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/131.0 Mobile Safari/537.36", "Chrome sur Android"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/131.0 Safari/537.36 OPR/116.0", "Opera sur Linux"),
        ("curl/8.5.0", INCONNU),
        ("", INCONNU),
    ],
)  # fmt: skip
def test_a_device_is_called_as_its_owner_would(navigateur, nom):
    assert name_of(navigateur) == Visite("", navigateur).appareil == nom


@given(st.text())
def test_whatever_a_browser_says_of_itself_its_name_is_ours(navigateur):
    assert len(name_of(navigateur)) <= 40
    assert "\n" not in name_of(navigateur)


def test_a_device_knows_whom_it_was_told_and_nobody_else():
    appareil = Appareil(ID).remember(SECRET, "amélie.lire")
    assert appareil.knows(SECRET, "amélie.lire")
    assert not appareil.knows(SECRET, "amelie.lire")
    assert not appareil.knows(b"another", "amélie.lire")
    assert not Appareil("B" * 22, appareil.marques).knows(SECRET, "amélie.lire")


def test_the_cookie_comes_back_as_it_was_and_says_no_name():
    appareil = Appareil(ID)
    for nom in ("amélie.lire", "hugo.petit"):
        appareil = appareil.remember(SECRET, nom)
    assert read_cookie(appareil.as_cookie()) == appareil
    assert read_cookie(Appareil(ID).as_cookie()) == Appareil(ID)
    assert "lire" not in appareil.as_cookie()


def test_the_same_person_has_one_mark_and_the_eleventh_drives_the_oldest_out():
    appareil = Appareil(ID)
    for rang in range(MARQUES_MAXIMUM):
        appareil = appareil.remember(SECRET, str(rang))
    appareil = appareil.remember(SECRET, "0")
    assert len(appareil.marques) == MARQUES_MAXIMUM
    appareil = appareil.remember(SECRET, "onzième")
    assert appareil.knows(SECRET, "0")
    assert not appareil.knows(SECRET, "1")
    assert read_cookie(appareil.as_cookie()) == appareil


@given(st.text())
def test_any_other_cookie_is_none(cookie):
    assert read_cookie(cookie) is None or read_cookie(cookie).as_cookie() == cookie
