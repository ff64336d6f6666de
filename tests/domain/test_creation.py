"""The form that creates a compte: every champ at fault at once, each under its path (R7, R9)."""

import copy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import creation
from chalicelib.domain.compte import Adresse, Membre, Naissance
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.fiche import MEMBRES_MAXIMUM, PRENOMS_MAXIMUM
from chalicelib.domain.identifiant import base
from chalicelib.domain.saisie import Saisie
from tests.portail import MOT_DE_PASSE, compte

TODAY = date(2026, 3, 27)
BLANC = "\u00a0"


def changed(**changes):
    """The valid body with `identite__nom_naissance="x"` and so on; a number is a rank."""
    body = copy.deepcopy(compte())
    for chemin, valeur in changes.items():
        *parents, dernier = chemin.split("__")
        place = body
        for parent in parents:
            place = place[int(parent) if parent.isdigit() else parent]
        place[dernier] = valeur
    return body


def check(**changes):
    body = changed(**changes)
    return creation.check(
        body["identite"], body["coordonnees"], body["communication"], body["membres"], body["securite"], TODAY
    )


def faults(**changes):
    with pytest.raises(SaisieInvalide) as refus:
        check(**changes)
    return [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]


def test_a_valid_form_is_kept_normalised():
    creee = check(
        identite__nom_usage=" Lire-Petit ",
        identite__civilite="madame",
        identite__prenoms=["Ame\u0301lie", "  ", " Rose"],
        coordonnees__courriel="Amelie.Lire@Exemple.FR",
    )
    assert creee.identite.nom == "Lire-Petit"
    assert creee.identite.prenoms == ("Amélie", "Rose")
    assert creee.identite.naissance == Naissance(date(1985, 3, 27), "Arras")
    assert creee.coordonnees.courriel == "Amelie.Lire@exemple.fr"
    assert creee.coordonnees.telephone == "+33612345678"
    assert creee.coordonnees.adresse == Adresse(("12 rue des Lilas",), "62990", "Valmont-sur-Lys")
    assert (creee.mot_de_passe, creee.question, creee.reponse) == (MOT_DE_PASSE, "premier-animal", "Noisette")


def test_members_are_kept_in_order_under_ids_of_their_own():
    leo, hugo = check().membres
    assert leo == Membre("m1", "enfant", "Lire", ("Léo",), Naissance(date(2020, 5, 2)))
    assert (hugo.id, hugo.lien, hugo.affichage) == ("m2", "adulte", "Hugo Petit")


def test_somebody_with_one_name_only_has_it_for_identifiant():
    suharto = check(identite__prenoms=[], identite__nom_naissance="Suharto").identite
    assert (suharto.prenom, suharto.nom, suharto.prenoms) == ("", "Suharto", ())
    assert base(suharto.prenoms, suharto.nom) == "suharto"


def test_the_foyer_is_optional():
    assert check(membres=[]).membres == ()


def test_every_champ_at_fault_is_told_at_once_under_its_path():
    membre = {"lien": "enfant", "nom_naissance": "", "prenoms": [""], "naissance": {"date": "hier"}}
    attendues = faults(
        identite={
            "nom_naissance": "",
            "nom_usage": "x" * 81,
            "civilite": "docteur",
            "prenoms": [" "],
            "naissance": {"date": "1899-12-31", "lieu": ""},
        },
        coordonnees={
            "courriel": "amelie",
            "telephone": "12",
            "adresse": {"lignes": [], "code_postal": "6299", "commune": ""},
        },
        communication="telephone",
        membres=[compte()["membres"][0], membre],
        securite={"mot_de_passe": "court", "question": "code-carte-bleue", "reponse": " "},
    )
    assert attendues == [
        ("identite.civilite", "choix"),
        ("identite.nom_naissance", "obligatoire"),
        ("identite.nom_usage", "trop-long"),
        ("identite.naissance.date", "date-min"),
        ("identite.naissance.lieu", "obligatoire"),
        ("identite.prenoms", "obligatoire"),
        ("coordonnees.courriel", "courriel"),
        ("coordonnees.adresse.lignes", "obligatoire"),
        ("coordonnees.adresse.code_postal", "code-postal"),
        ("coordonnees.adresse.commune", "obligatoire"),
        ("coordonnees.telephone", "telephone"),
        ("membres.1.nom_naissance", "obligatoire"),
        ("membres.1.naissance.date", "date"),
        ("membres.1.prenoms", "obligatoire"),
        ("securite.question", "choix"),
        ("securite.reponse", "obligatoire"),
        ("securite.mot_de_passe", "trop-court"),
    ]


def test_every_sentence_is_french_and_ends():
    with pytest.raises(SaisieInvalide) as refus:
        check(identite__nom_naissance="", coordonnees__telephone="12", securite__mot_de_passe="court")
    for erreur in refus.value.erreurs:
        assert erreur.detail.endswith(".")
        assert f"{BLANC}:" in erreur.detail
        assert "'" not in erreur.detail
        assert " :" not in erreur.detail


@pytest.mark.parametrize("telephone", [None, "", "   ", BLANC])
def test_communication_by_telephone_needs_a_number(telephone):
    attendue = [("coordonnees.telephone", "obligatoire")]
    assert faults(communication="telephone", coordonnees__telephone=telephone) == attendue
    assert check(communication="courriel", coordonnees__telephone=telephone).coordonnees.telephone is None


def test_a_wrong_number_is_told_once():
    assert faults(communication="telephone", coordonnees__telephone="06") == [("coordonnees.telephone", "telephone")]


@pytest.mark.parametrize("jour", ["2026-03-28", "1899-12-31", "2026-02-30", "27/03/1985", "", "19850327"])
def test_a_birth_is_a_date_of_the_past(jour):
    assert [champ for champ, _ in faults(identite__naissance__date=jour)] == ["identite.naissance.date"]


def test_a_child_may_be_born_today():
    assert check(membres__0__naissance__date=TODAY.isoformat()).membres[0].naissance.date == TODAY


def test_ten_prenoms_are_kept_and_an_eleventh_is_told_rather_than_lost():
    prenoms = [f"Prénom{chr(97 + rang)}" for rang in range(PRENOMS_MAXIMUM)]
    assert check(identite__prenoms=prenoms).identite.prenoms == tuple(prenoms)
    assert faults(identite__prenoms=[*prenoms, "Zoé"]) == [("identite.prenoms", "trop-long")]
    assert faults(membres__1__prenoms=[*prenoms, "Zoé"]) == [("membres.1.prenoms", "trop-long")]


def test_a_foyer_has_twenty_members_at_the_most():
    enfant = compte()["membres"][0]
    assert len(check(membres=[enfant] * MEMBRES_MAXIMUM).membres) == MEMBRES_MAXIMUM
    assert faults(membres=[enfant] * (MEMBRES_MAXIMUM + 1)) == [("membres", "trop-long")]


@pytest.mark.parametrize(
    ("changes", "champ"),
    [
        ({"identite__nom_naissance": "Иванов"}, "nom_naissance"),
        ({"identite__nom_usage": "山田"}, "nom_usage"),
        ({"identite__prenoms": ["Дмитрий", "Rose"]}, "prenoms"),
        ({"identite__prenoms": ["-"]}, "prenoms"),
        ({"identite__nom_naissance": "1234"}, "nom_naissance"),
    ],
)
def test_a_name_that_gives_no_identifiant_is_told_on_its_own_champ(changes, champ):
    assert faults(**changes) == [(f"identite.{champ}", "lettres")]


def test_a_nom_de_naissance_in_other_letters_is_kept_when_another_is_in_use():
    assert check(identite__nom_naissance="Иванов", identite__nom_usage="Ivanov").identite.nom == "Ivanov"


@pytest.mark.parametrize(
    "hostile", ["a\x00b", "a\nb", "a\u202eb", "a\u2028b", "\ud800", "a\x1b[31m", "a\r\nBcc: tous@exemple.fr"]
)
@pytest.mark.parametrize(
    "chemin", ["identite__nom_naissance", "identite__naissance__lieu", "membres__0__nom_naissance", "securite__reponse"]
)
def test_text_with_invisible_characters_is_refused_where_it_stands(chemin, hostile):
    assert faults(**{chemin: hostile}) == [(chemin.replace("__", "."), "caracteres")]


def test_an_invisible_character_in_a_prenom_is_told_too():
    assert faults(identite__prenoms=["Amélie", "Ro\x00se"]) == [("identite.prenoms", "caracteres")]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "Robert'); DROP TABLE comptes;--"])
def test_text_that_only_looks_dangerous_is_kept_as_it_is(hostile):
    assert check(identite__naissance__lieu=hostile).identite.naissance.lieu == hostile


def test_a_password_made_of_the_name_just_typed_is_too_simple():
    rare = "Kouyaté-Bérenguier"
    assert check(securite__mot_de_passe=rare).mot_de_passe == rare
    attendue = [("securite.mot_de_passe", "trop-simple")]
    assert faults(identite__nom_naissance=rare, securite__mot_de_passe=rare) == attendue
    assert faults(identite__nom_usage=rare, securite__mot_de_passe=rare) == attendue
    assert faults(identite__prenoms=["Amélie", rare], securite__mot_de_passe=rare) == attendue


def test_who_asks_without_a_compte_is_checked_the_same():
    saisie = Saisie(TODAY)
    contact, erreurs = saisie.contact({"nom": " Lire ", "prenom": "", "courriel": "a@"}), saisie.erreurs
    assert [(e.champ, e.code) for e in erreurs] == [("contact.prenom", "obligatoire"), ("contact.courriel", "courriel")]
    assert contact["contact.nom"] == "Lire"


@given(st.lists(st.text(max_size=20), max_size=3), st.text(max_size=90), st.text(max_size=30))
def test_whatever_is_typed_is_kept_or_refused_with_its_path(prenoms, nom, telephone):
    fautifs, creee = set(), None
    try:
        creee = check(identite__prenoms=prenoms, identite__nom_naissance=nom, coordonnees__telephone=telephone)
    except SaisieInvalide as refus:
        fautifs = {erreur.champ for erreur in refus.erreurs}
    assert fautifs <= {"identite.prenoms", "identite.nom_naissance", "coordonnees.telephone"}
    assert fautifs or (creee.identite.nom and bool(creee.identite.prenom) is bool(prenoms))
