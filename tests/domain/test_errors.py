"""The tree of errors is complete: each has its words, its status, its line in the drawing."""

import re

import pytest

import chalicelib.services
from chalicelib.api.problems import STATUS, problem, status_of
from chalicelib.domain import errors
from chalicelib.domain.errors import ErreurDeChamp, PortailError, SaisieInvalide, TropDEssais

DESSIN = re.compile(r"^(?P<retrait>[│ ]*)[├└]── (?P<nom>\w+)(?: +(?P<mots>\S.*))?$", re.MULTILINE)


def family(kind):
    return [kind, *(d for child in kind.__subclasses__() for d in family(child))]


def mine(kind):
    return [e for e in family(kind) if e.__module__ == errors.__name__]


TOUTES = family(PortailError)
A_NOUS = mine(PortailError)


def make(kind):
    return kind(90) if kind is TropDEssais else kind.__new__(kind)


def drawn():
    """(name, name of the parent) of each line of the docstring's tree."""
    lignee, paires = ["PortailError"], []
    for ligne in DESSIN.finditer(errors.__doc__):
        profondeur = len(ligne["retrait"]) // 4 + 1
        assert ligne["mots"], f"{ligne['nom']} has no words"
        lignee[profondeur:] = [ligne["nom"]]
        paires.append((ligne["nom"], lignee[profondeur - 1]))
    return paires


def test_the_docstring_draws_the_whole_tree_and_nothing_else():
    assert sorted(drawn()) == sorted((e.__name__, e.__base__.__name__) for e in A_NOUS[1:])


def test_the_services_are_loaded_so_that_no_error_escapes_these_tests():
    assert chalicelib.services.__all__
    assert len(TOUTES) > len(A_NOUS)


@pytest.mark.parametrize("erreur", TOUTES, ids=lambda e: e.__name__)
def test_every_error_has_a_code_a_title_in_french_and_a_status(erreur):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", erreur.code)
    assert erreur.title[0].isupper()
    assert not erreur.title.endswith(".")
    assert "'" not in erreur.title
    assert not re.search(r" [:;!?»]|« ", erreur.title)
    assert status_of(make(erreur)) in STATUS.values()


def test_every_error_of_the_tree_has_a_code_and_a_title_of_its_own():
    for attribut in ("code", "title"):
        propres = [vars(erreur).get(attribut) for erreur in A_NOUS]
        assert None not in propres
        assert len(set(propres)) == len(propres)


def test_only_the_root_answers_500_and_nothing_answers_403():
    assert [e for e in TOUTES if status_of(make(e)) == 500] == [PortailError]
    assert 403 not in STATUS.values()


@pytest.mark.parametrize(
    ("code", "statut"),
    [
        ("introuvable", 404),
        ("requete-illisible", 400),
        ("origine-refusee", 400),
        ("non-connecte", 401),
        ("connexion-refusee", 401),
        ("saisie-invalide", 422),
        ("indisponible", 503),
        ("trop-d-essais", 429),
        ("ecriture-concurrente", 409),
        ("version-perimee", 409),
        ("transition-refusee", 409),
        ("cle-reutilisee", 409),
    ],
)
def test_the_browser_can_count_on_these_codes_and_statuses(code, statut):
    (erreur,) = (e for e in A_NOUS if e.code == code)
    assert status_of(make(erreur)) == statut


def test_an_error_speaks_its_title_unless_it_has_more_to_say():
    assert errors.Introuvable().detail == "Cette page ou cet élément n’existe pas."
    assert errors.Introuvable("Autre chose.").detail == "Autre chose."


def test_a_problem_lists_the_champs_at_fault():
    body = problem(SaisieInvalide(erreurs=(ErreurDeChamp("a.b", "forme", "Corrigez."),)), "id").body
    assert body["errors"] == [{"champ": "a.b", "code": "forme", "detail": "Corrigez."}]
    assert body["type"] == "/problemes/saisie-invalide"


def test_who_must_wait_is_told_how_long():
    assert problem(TropDEssais(90)).headers["Retry-After"] == "90"
