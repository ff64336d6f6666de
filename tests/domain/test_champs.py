"""What the shared cases do not say: the server alone, its plan of numbers, its robustness."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.champs import check_champs, parse_valeur
from chalicelib.domain.contexte import Contexte
from chalicelib.domain.coordonnees import parse_adresse, parse_courriel, parse_telephone
from chalicelib.domain.formulaire import Champ, Option, TypeDeChamp
from chalicelib.domain.messages import ValeurRefusee
from chalicelib.domain.texte import compose, parse_texte

CONTEXTE = Contexte(date(2026, 3, 27))
OPTIONS = (Option("a", "A"), Option("b", "B"))
CHAMPS = [
    Champ(t.value, t, "Libellé", obligatoire=False, options=OPTIONS if "choix" in t.value else ())
    for t in TypeDeChamp
    if t not in {TypeDeChamp.EXPLICATION, TypeDeChamp.GROUPE}
]
CHAMPS.append(
    Champ(
        "groupe",
        TypeDeChamp.GROUPE,
        "Libellé",
        obligatoire=False,
        min=1,
        max=2,
        libelle_un="Libellé",
        champs=(*CHAMPS,),
    )
)
ADRESSES = st.fixed_dictionaries(
    {}, optional={"lignes": st.lists(st.text()), "code_postal": st.text(), "commune": st.text()}
)
CLES = st.sampled_from(
    [
        "code",
        "nom",
        "pays",
        "ville",
        "libre",
        "latitude",
        "longitude",
        "lieu",
        "membre",
        "prenoms",
        "naissance",
        "texte",
    ]
)
HOSTILES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.characters(categories=["Cs", "Cc", "Cf"]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text() | CLES, inside, max_size=3) | ADRESSES,
    max_leaves=6,
)


@pytest.mark.parametrize("champ", CHAMPS, ids=[champ.type.value for champ in CHAMPS])
@given(valeur=HOSTILES)
def test_a_champ_keeps_or_refuses_any_value_and_what_it_keeps_it_keeps_again(champ, valeur):
    gardees, erreurs = check_champs([champ], {champ.nom: valeur}, {}, CONTEXTE)
    assert not (gardees and erreurs)
    assert all(erreur.detail.startswith("Libellé") or erreur.code == "champ-inconnu" for erreur in erreurs)
    assert check_champs([champ], gardees, {}, CONTEXTE) == (gardees, [])


def test_an_integer_larger_than_a_float_is_refused_and_does_not_break():
    with pytest.raises(ValeurRefusee, match="nombre"):
        parse_valeur(Champ("n", TypeDeChamp.NOMBRE, "N"), 10**400, {}, CONTEXTE)


@pytest.mark.parametrize("nombre", [float("nan"), float("inf")])
def test_what_json_should_not_carry_is_no_number(nombre):
    with pytest.raises(ValeurRefusee, match="nombre"):
        parse_valeur(Champ("n", TypeDeChamp.NOMBRE, "N"), nombre, {}, CONTEXTE)


@pytest.mark.parametrize(
    ("saisi", "garde"),
    [("+32 2 511 25 00", "+3225112500"), ("+1 212 555 2368", "+12125552368"), ("00 49 30 22730", "+493022730")],
)
def test_a_telephone_of_another_country_must_be_in_its_plan(saisi, garde):
    assert parse_telephone(saisi) == garde


@pytest.mark.parametrize("saisi", ["+32 2 511 25", "+999 12 34 56 78", "+1 000 000 0000"])
def test_a_telephone_in_no_plan_is_refused(saisi):
    with pytest.raises(ValeurRefusee, match="telephone"):
        parse_telephone(saisi)


def test_a_telephone_and_a_courriel_may_be_empty_for_who_asks_nothing():
    assert (parse_telephone("  "), parse_courriel("")) == ("", "")


def test_an_address_with_nothing_in_it_is_none():
    assert parse_adresse({"lignes": ["", " "], "commune": None}) is None


def test_a_plain_list_of_champs_tells_every_champ_at_fault_in_order():
    champs = (Champ("nom", TypeDeChamp.TEXTE, "Nom"), Champ("courriel", TypeDeChamp.COURRIEL, "Courriel"))
    gardees, erreurs = check_champs(champs, {"courriel": "nobody"}, {"avant": "x"}, CONTEXTE)
    assert (gardees, [(e.champ, e.code) for e in erreurs]) == (
        {"avant": "x"},
        [("nom", "obligatoire"), ("courriel", "courriel")],
    )


def test_the_marks_of_a_text_that_is_too_long_are_not_sorted_which_would_take_seconds():
    marques = "a" + "\u0301" * 2000 + "\u0316" * 2001
    assert compose(marques, 1000) is marques
    with pytest.raises(ValeurRefusee) as refus:
        parse_texte(marques, 1000)
    assert "trop-long" in str(refus.value.fautes[0])


@pytest.mark.parametrize("forme", ["NFC", "NFD"])
def test_the_longest_text_may_be_decomposed(forme):
    assert parse_texte(unicodedata.normalize(forme, "ΐ" * 80), 80) == unicodedata.normalize("NFC", "ΐ" * 80)
