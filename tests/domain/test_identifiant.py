"""R13 and R14: the name one logs in with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.identifiant import base, candidate, normalise, part

LATINES = st.characters(min_codepoint=0x20, max_codepoint=0x24F)
"""From Basic Latin to Latin Extended-B: letters, digits, signs, controls."""
SIGNES = st.sampled_from("aé’ʼ´`'‑–- &.,(\u0301\u0308\u0323\u1ebf\ufb01\u1e9e")
NOMS = st.one_of(st.text("a &-'", max_size=8), st.text(SIGNES, max_size=8), st.text(LATINES, max_size=30))


@pytest.mark.parametrize(
    ("prenoms", "nom", "attendu"),
    [
        (("Amélie",), "Lire", "amélie.lire"),
        (("Zoé",), "d’Hérouville", "zoé.d'hérouville"),
        (("Maëlys",), "Le Goff", "maëlys.le-goff"),
        (("Jean-Baptiste",), "Poquelin", "jean-baptiste.poquelin"),
        (("Jean‑Baptiste",), "Poquelin", "jean-baptiste.poquelin"),
        (("Charles", "André", "Joseph"), "de Gaulle", "charles.de-gaulle"),
        (("Anne Marie",), "Petit", "anne.petit"),
        (("Inès",), "de la Tour d'Auvergne", "inès.de-la-tour-d'auvergne"),
        (("Léna",), "Le Floc’h", "léna.le-floc'h"),
        (("Yann",), "Guivarcʼh", "yann.guivarc'h"),
        (("Cœline",), "Lebœuf", "cœline.lebœuf"),
        (("Lætitia",), "Østergård", "lætitia.østergård"),
        (("Thảo",), "Nguyễn", "thảo.nguyễn"),
        (("İbrahim",), "Yıldız", "ibrahim.yıldız"),
        (("AMÉLIE",), "LIRE", "amélie.lire"),
        ((" Amélie, ",), "  Lire ", "amélie.lire"),
        (("Léo2",), "Lire (née Petit)", "léo.lire-née-petit"),
        (("Anna",), "Martin - Petit", "anna.martin-petit"),
        (("Anna",), "Martin & Petit", "anna.martin-petit"),
        (("Anna",), "'t Hooft", "anna.t-hooft"),
    ],
)
def test_an_identifiant_is_the_first_prenom_and_the_nom(prenoms, nom, attendu):
    assert base(prenoms, nom) == attendu


@pytest.mark.parametrize("apostrophe", "'’‘ʼʹ`´′＇")
def test_any_apostrophe_is_one_apostrophe(apostrophe):
    assert base(("Zoé",), f"d{apostrophe}Hérouville") == "zoé.d'hérouville"
    assert normalise(f"zoé.d{apostrophe}hérouville") == "zoé.d'hérouville"


def test_accents_count():
    assert normalise("amelie.lire") != normalise("amélie.lire")
    assert base(("Amelie",), "Lire") != base(("Amélie",), "Lire")


@pytest.mark.parametrize("forme", ["NFC", "NFD"])
def test_both_spellings_of_the_same_text_are_the_same_identifiant(forme):
    assert normalise(unicodedata.normalize(forme, "Maëlys.Nguyễn")) == "maëlys.nguyễn"
    assert base((unicodedata.normalize(forme, "Maëlys"),), unicodedata.normalize(forme, "Nguyễn")) == "maëlys.nguyễn"


@pytest.mark.parametrize("saisi", ["AMÉLIE.LIRE", "Amélie.Lire", " amélie.lire ", "\tamélie.lire\n"])
def test_letter_case_and_blanks_around_do_not_matter(saisi):
    assert normalise(saisi) == "amélie.lire"


@pytest.mark.parametrize(("rang", "attendu"), [(1, "amélie.lire"), (2, "amélie.lire2"), (13, "amélie.lire13")])
def test_homonyms_get_a_number(rang, attendu):
    assert candidate("amélie.lire", rang) == attendu


@pytest.mark.parametrize(("prenoms", "nom"), [(("Дмитрий",), "Lire"), (("Amélie",), "山田"), ((), "Lire")])
def test_a_name_without_latin_letters_gives_only_half_an_identifiant(prenoms, nom):
    assert "." not in base(prenoms, nom)


@given(st.lists(NOMS, max_size=3).map(tuple), NOMS)
def test_whatever_the_name_the_identifiant_is_written_in_one_way_only(prenoms, nom):
    obtenu = base(prenoms, nom)
    assert obtenu == unicodedata.normalize("NFC", obtenu)
    assert obtenu == unicodedata.normalize("NFC", obtenu.casefold())
    assert all(c.isalpha() or c in ".-'" for c in obtenu)
    assert normalise(obtenu) == obtenu
    assert obtenu.count(".") <= 1


@given(NOMS)
def test_half_an_identifiant_has_neither_repeated_hyphens_nor_signs_at_its_ends(nom):
    moitie = part(nom)
    assert "--" not in moitie
    assert moitie == moitie.strip("-'")
    assert part(moitie) == moitie


@given(NOMS, NOMS)
def test_who_copies_the_mail_in_capitals_or_decomposed_logs_in_all_the_same(prenom, nom):
    obtenu = base((prenom,), nom)
    assert normalise(unicodedata.normalize("NFD", obtenu)) == obtenu
    assert normalise(f" {obtenu}\n") == obtenu


def test_a_name_of_thousands_of_combining_marks_is_left_as_it_is():
    """It can be nobody's: sorting its marks would only keep the portal busy, for seconds."""
    marques = "a" + "\u0301" * 1000 + "\u0316" * 1000
    assert normalise(marques) == marques != unicodedata.normalize("NFC", marques)
