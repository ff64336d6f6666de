"""A text message in French for the price of one: GSM-7 where it can be, UCS-2 only where it must."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.sms import ALPHABET, segments, write


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [
        ("L’état de votre demande", "L'état de votre demande"),
        ("elle est «\u00a0À compléter\u00a0».", 'elle est "A compléter".'),
        ("«Complet»", '"Complet"'),
        ("Numéro\u00a0: D26…", "Numéro : D26..."),
        ("l’œuvre, Œdipe", "l'oeuvre, OEdipe"),
        ("forêt, reçu, île, Noël, août, Ève, Çà", "foret, recu, ile, Noel, aout, Eve, Çà"),
        ("8\u202f% – 9 — 10", "8 % - 9 - 10"),
        ("12,50 € [ici]", "12,50 € [ici]"),
        (unicodedata.normalize("NFD", "à côté, é"), "à coté, é"),
        ("Søren Ångström ñ ß", "Søren Ångström ñ ß"),
    ],
)
def test_french_is_written_with_the_letters_of_gsm_7(texte, ecrit):
    assert write(texte) == ecrit


@pytest.mark.parametrize("texte", ["L’été de Thảo, «\u00a0陈\u00a0»", "Bonjour 👋, l’état", "Добрый день… ê"])
def test_a_text_that_gsm_7_cannot_write_keeps_its_good_french(texte):
    assert write(texte) == texte


@given(st.text())
def test_what_is_written_is_in_gsm_7_or_is_the_text_itself(texte):
    ecrit = write(texte)
    assert ALPHABET.issuperset(ecrit) or ecrit == unicodedata.normalize("NFC", texte)
    assert write(ecrit) == ecrit


@pytest.mark.parametrize(
    ("texte", "nombre"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("ç" * 134, 2),
        ("ç" * 135, 3),
        ("👋" * 35, 1),
        ("👋" * 36, 2),
        ("👋" * 67, 3),
    ],
)
def test_segments_are_counted_as_operators_do(texte, nombre):
    assert segments(texte) == nombre
