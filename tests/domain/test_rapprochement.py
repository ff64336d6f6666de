"""Two comptes of one person: true and false pairs, and what is said of them in French."""

from datetime import date

import pytest

from chalicelib.domain.compte import Adresse, Coordonnees, Identite, Naissance
from chalicelib.domain.rapprochement import MONTRES, compare, fiche_of, keys, look_alikes, plain, street
from tests.exemples import compte

RUE, AILLEURS = "12 rue des Lilas", "3 place du Marché"


def fiche(nom="Lire", prenoms="Amélie Rose", le="1985-03-27", rue=RUE, **changes):
    identite = Identite(nom, tuple(prenoms.split()), Naissance(date.fromisoformat(le)), changes.pop("nom_usage", None))
    courriel, code = changes.pop("courriel", "a@exemple.fr"), changes.pop("code", "62990")
    coordonnees = Coordonnees(courriel, Adresse((rue,), code, "Valmont"))
    return fiche_of(compte(identite=identite, coordonnees=coordonnees, **{"id": "autre"} | changes))


AMELIE = fiche(id="amelie")


@pytest.mark.parametrize(
    ("autre", "raison"),
    [
        (fiche(rue=AILLEURS), "Même date de naissance, mêmes nom et prénom"),
        (fiche("LYRE", rue=AILLEURS), "Même date de naissance, nom proche~: Lire / LYRE"),
        (fiche("Lire", "Amelie", rue=AILLEURS), "Même date de naissance, mêmes nom et prénom"),
        (fiche("Lire", "Améllie", rue=AILLEURS), "Même date de naissance, prénom proche~: Amélie / Améllie"),
        (
            fiche("Lyre", "Amélia", rue=AILLEURS),
            "Même date de naissance, nom proche~: Lire / Lyre, prénom proche~: Amélie / Amélia",
        ),
        (fiche("Durand", nom_usage="Lire", rue=AILLEURS), "Même date de naissance, mêmes nom et prénom"),
        (fiche("Lire", "Rose Amélie", rue=AILLEURS), "Même date de naissance, mêmes nom et prénom"),
        (
            fiche(prenoms="Amélie-Rose", rue=AILLEURS),
            "Même date de naissance, prénom proche~: Amélie / Amélie-Rose",
        ),
        (
            fiche(le="1958-03-27", rue=AILLEURS),
            "Dates de naissance proches~: 27/03/1985 et 27/03/1958, mêmes nom et prénom",
        ),
        (
            fiche(le="1986-03-27"),
            "Dates de naissance proches~: 27/03/1985 et 27/03/1986, mêmes nom et prénom",
        ),
    ],
)
def test_the_same_person_twice_is_found_and_told_why(autre, raison):
    vue = compare(AMELIE, autre)
    assert vue.doublon
    assert vue.raisons[0] == raison.replace("~", "\u00a0")
    assert ("Même adresse" in vue.raisons) is (autre.adresse == AMELIE.adresse)


def test_day_and_month_exchanged_are_one_date_badly_typed():
    une, autre = fiche(le="1985-03-12"), fiche(le="1985-12-03", rue=AILLEURS)
    assert compare(une, autre).raisons == (
        "Dates de naissance proches\u00a0: 12/03/1985 et 03/12/1985, mêmes nom et prénom",
    )


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        pytest.param(fiche("Lire", "Léo Paul"), fiche("Lire", "Tom Paul"), id="twins"),
        pytest.param(fiche("Lire", "Léo"), fiche("Lire", "Léa"), id="twins of near names"),
        pytest.param(fiche("Lire", "Jean", "1950-01-02"), fiche("Lire", "Jean", "1980-06-15"), id="father and son"),
        pytest.param(fiche("Lire", "Hugo", "1984-01-09"), AMELIE, id="a couple"),
    ],
)
def test_people_of_one_address_are_no_duplicates_but_their_address_is_told(une, autre):
    vue = compare(une, autre)
    assert (vue.doublon, vue.raisons) == (False, ("Même adresse",))


@pytest.mark.parametrize(
    "autre",
    [
        pytest.param(fiche(le="1972-11-05", rue=AILLEURS), id="a homonym of another age"),
        pytest.param(fiche(le="1986-03-27", rue=AILLEURS), id="a homonym born a year later, elsewhere"),
        pytest.param(fiche("Petit", "Hugo", rue=AILLEURS), id="born on the same day"),
        pytest.param(fiche("Petit", "Amélie", rue=AILLEURS), id="the same prénom and birthday"),
        pytest.param(fiche("Lire", "Hugo", rue=AILLEURS), id="a twin who moved out"),
        pytest.param(fiche("Petit", "Hugo", "1960-01-01", courriel="a@exemple.fr", rue=AILLEURS), id="one courriel"),
        pytest.param(fiche("Petit", "Hugo", "1960-01-01", code="59000"), id="the same street in another town"),
    ],
)
def test_people_whom_nothing_brings_together_are_not_shown(autre):
    assert compare(AMELIE, autre) is None


def test_the_most_alike_come_first_and_the_compte_itself_never():
    voisin, homonyme = fiche("Petit", "Hugo", "1960-01-01", id="voisin"), fiche(rue=AILLEURS, id="homonyme")
    double = fiche(id="double")
    vues = look_alikes(AMELIE, (voisin, AMELIE, homonyme, double, double))
    assert [vue.fiche.id for vue in vues] == ["double", "homonyme", "voisin"]


def test_a_large_house_does_not_fill_the_screen_nor_hide_a_duplicate():
    maison = [fiche("Petit", f"Hugo{rang}", "1960-01-01", id=f"m{rang}") for rang in range(60)]
    vues = look_alikes(AMELIE, (*maison, fiche(id="double")))
    assert (len(vues), vues[0].fiche.id) == (MONTRES, "double")


@pytest.mark.parametrize(
    "autre",
    [fiche(rue=AILLEURS), fiche("Lyre", rue=AILLEURS), fiche(le="1958-03-27", rue=AILLEURS), fiche("Durand", "Bob")],
)
def test_a_pair_that_is_shown_shares_a_key_under_which_it_is_found(autre):
    assert compare(AMELIE, autre) is None or set(keys(AMELIE)) & set(keys(autre))


def test_keys_tell_both_names_and_forget_accents_and_the_way_a_street_is_written():
    cles = keys(fiche("Durand", "Élodie", nom_usage="d’Hérouville", rue="12, r. de l’Église"))
    assert cles == (
        "naissance#1985-03-27",
        "nom#durand#e",
        "nom#d herouville#e",
        "adresse#62990#12 rue eglise",
    )


@pytest.mark.parametrize(
    ("ecrite", "autrement"),
    [
        ("12 rue des Lilas", "12, Rue des lilas"),
        ("12 r. des Lilas", "12 RUE DES LILAS"),
        ("3 av. du Gal Leclerc", "3 avenue du Gal-Leclerc"),
        ("7 bd St-Michel", "7 Boulevard Saint Michel"),
        ("1 place de l’Œuvre", "1 pl de l'oeuvre"),
    ],
)
def test_one_street_is_one_street_however_it_is_written(ecrite, autrement):
    assert street(Adresse((ecrite,), "62990", "V")) == street(Adresse((autrement,), "62990", "V"))


def test_the_line_with_a_number_tells_the_street_whatever_stands_above_it():
    assert street(Adresse(("Résidence du Lys", "3 quai de la Lys"), "62990", "V")) == "3 quai lys"
    assert street(Adresse(("Hameau du Moulin",), "62990", "V")) == "hameau moulin"


def test_numbers_keep_neighbours_apart():
    assert street(Adresse(("12 rue des Lilas",), "", "")) != street(Adresse(("12 bis rue des Lilas",), "", ""))


def test_people_of_one_name_are_compared_by_it():
    seul = fiche("Suharto", "", id="seul")
    assert compare(seul, fiche("Suharto", "", rue=AILLEURS)).raisons == ("Même date de naissance, mêmes nom et prénom",)
    assert compare(seul, fiche("Suharto", "Amélie", rue=AILLEURS)) is None
    assert "nom#suharto#" in keys(seul)


def test_names_are_compared_without_accents_case_nor_punctuation():
    assert plain("D’Hérouville-Lœuf") == "d herouville loeuf"
