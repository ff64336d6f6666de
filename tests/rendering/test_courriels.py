"""Every mail of chalicelib/courriels renders: the files themselves are the list."""

from importlib import resources

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError, meta

from chalicelib.config import settings
from chalicelib.rendering.courriels import render
from tests.exemples import courriel

DOSSIER = resources.files("chalicelib").joinpath("courriels")
MODELES = sorted(f.name.removesuffix(".txt") for f in DOSSIER.iterdir() if not f.name.startswith("_"))
MUETTES = {"avec_compte", "ancienne", "change", "message"}
"""Only tell which words to write."""
R29 = "il est inutile d’y répondre"


def variables(modele):
    """A word for each variable that the file names, or what it includes."""
    lu = Environment(undefined=StrictUndefined, autoescape=True).parse(_source(modele))
    parties = [lu, *(Environment(autoescape=True).parse(_source(p[:-4])) for p in meta.find_referenced_templates(lu))]
    noms = set().union(*map(meta.find_undeclared_variables, parties))
    return {nom: f"<{nom}>" for nom in noms - {"commune"}}


def _source(nom):
    return DOSSIER.joinpath(f"{nom}.txt").read_text(encoding="utf-8")


def rendered(modele, **changes):
    return render(courriel(modele=modele, variables=variables(modele) | changes))


def either(modele, *several):
    """A word that silences others may be there, or not."""
    return [render(courriel(modele=modele, variables=variables)) for variables in several]


def test_there_are_mails_to_check():
    assert {"compte_cree", "demande_recue", "demande_etat"} <= set(MODELES)


@pytest.mark.parametrize("modele", MODELES)
def test_every_mail_has_a_subject_on_one_line_and_a_text_that_greets(modele):
    objet, texte = rendered(modele)
    assert 10 <= len(objet) <= 120
    assert "\n" not in objet
    assert objet == objet.strip()
    assert texte.startswith("Bonjour <prenom> <nom>,\n\n")
    assert texte.endswith("\n")
    assert not texte.endswith("\n\n")


@pytest.mark.parametrize("modele", MODELES)
def test_every_mail_says_that_it_needs_no_reply_and_whom_to_ask(modele):
    _, texte = rendered(modele)
    commune = settings().commune
    assert texte.count(R29) == 1
    assert [v for v in (commune.telephone, commune.courriel, commune.nom, commune.origine) if v not in texte] == []


@pytest.mark.parametrize("modele", MODELES)
def test_every_variable_is_used_as_it_comes_and_none_may_be_forgotten(modele):
    noms = variables(modele)
    ecrits = "\n".join((*rendered(modele), *rendered(modele, **dict.fromkeys(MUETTES & noms.keys(), ""))))
    assert [v for nom, v in noms.items() if nom not in MUETTES and v not in ecrits] == []
    for oublie in noms:
        incompletes = {nom: valeur for nom, valeur in noms.items() if nom != oublie}
        sans = dict.fromkeys(MUETTES & incompletes.keys(), "")
        with pytest.raises(UndefinedError, match=oublie):
            either(modele, incompletes, incompletes | sans)


@pytest.mark.parametrize("modele", MODELES)
def test_every_mail_keeps_within_the_width_that_french_typography_and_old_readers_share(modele):
    source = DOSSIER.joinpath(f"{modele}.txt").read_text(encoding="utf-8")
    assert all(len(ligne) <= 160 for ligne in source.splitlines())
    assert "\t" not in source
    assert " :" not in source
    assert " ?" not in source
    assert "d'" not in source


def test_a_subject_stays_on_one_line_whatever_its_words():
    objet, _ = rendered("demande_etat", titre="Un titre\r\nBcc: tous@exemple.fr")
    assert objet == "Un titre"


def test_the_non_breaking_spaces_of_a_subject_stay():
    objet, _ = rendered("demande_etat", titre="Acte de naissance", numero="D26", etat="Refusé", change="oui")
    assert objet == "Acte de naissance\u00a0: votre demande D26 est «\u00a0Refusé\u00a0»"


@pytest.mark.parametrize("modele", MODELES)
def test_somebody_with_one_name_only_is_greeted_by_it(modele):
    assert rendered(modele, prenom="", nom="Suharto")[1].startswith("Bonjour Suharto,\n\n")
