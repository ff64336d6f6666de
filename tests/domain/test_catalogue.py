"""What the démarches shipped hold of the law and of the practice of town halls."""

from datetime import date

import pytest

from chalicelib.domain.errors import SaisieInvalide
from chalicelib.storage.definitions import get
from tests.domain.reponses import completes, minimales

TODAY = date(2026, 3, 27)
ACTES = ("acte-naissance", "acte-mariage", "acte-deces")


def erreurs_of(definition, reponses):
    with pytest.raises(SaisieInvalide) as refus:
        definition.check(reponses, TODAY)
    return {erreur.champ: erreur.code for erreur in refus.value.erreurs}


@pytest.mark.parametrize("slug", ACTES)
def test_an_acte_is_sent_to_a_home(slug):
    definition = get(slug)
    reponses = minimales(definition, TODAY)
    del reponses["adresse"]
    assert erreurs_of(definition, reponses) == {"adresse": "obligatoire"}


@pytest.mark.parametrize("slug", ACTES)
@pytest.mark.parametrize(("lieu", "ou"), [("etranger", "Nantes"), ("france", "mairie")])
def test_an_acte_of_elsewhere_stops_at_the_first_etape_and_says_where_to_ask(slug, lieu, ou):
    definition = get(slug)
    assert erreurs_of(definition, {**minimales(definition, TODAY), "lieu": lieu}) == {f"arret_{lieu}": "arret"}
    explication = next(champ for champ in definition.etapes[0].champs if champ.nom == f"arret_{lieu}")
    assert ou in explication.libelle


def test_anyone_may_ask_for_an_acte_de_deces_without_a_document():
    assert get("acte-deces").pieces == ()


@pytest.mark.parametrize(
    ("slug", "evenement"), [("acte-naissance", "date_naissance"), ("acte-mariage", "date_mariage")]
)
@pytest.mark.parametrize(
    ("nature", "jour", "reserve"),
    [
        ("copie_integrale", "1951-03-28", True),
        ("extrait_filiation", "2001-01-01", True),
        ("extrait_sans_filiation", "2001-01-01", False),
        ("copie_integrale", "1951-03-27", False),
        ("extrait_filiation", "1900-01-01", False),
    ],
)
def test_for_75_years_filiation_is_for_those_concerned(slug, evenement, nature, jour, reserve):
    definition = get(slug)
    reponses = {**completes(definition, TODAY), "nature": nature, evenement: jour}
    gardees = definition.check(reponses, TODAY)
    parents = {nom for nom in gardees if "parent" in nom}
    assert ("qualite" in gardees, bool(parents)) == (reserve, reserve)
    assert ("identite" in {piece.nom for piece in definition.pieces_for(gardees, TODAY)}) is reserve


@pytest.mark.parametrize("slug", ["acte-naissance", "acte-mariage"])
def test_filiation_is_not_for_somebody_else(slug):
    definition = get(slug)
    reponses = {**minimales(definition, TODAY), "qualite": "autre"}
    assert erreurs_of(definition, reponses) == {"arret_qualite": "arret"}


def test_a_proof_of_filiation_is_asked_from_others_than_oneself():
    definition = get("acte-naissance")
    reponses = minimales(definition, TODAY)
    pieces = {
        qualite: {p.nom for p in definition.pieces_for({**reponses, "qualite": qualite}, TODAY)} - {"identite"}
        for qualite in ("personne_concernee", "descendant", "representant_legal", "professionnel")
    }
    assert pieces == {
        "personne_concernee": set(),
        "descendant": {"filiation"},
        "representant_legal": {"filiation"},
        "professionnel": {"profession"},
    }


def test_a_child_not_declared_in_the_compte_can_be_named_in_the_form():
    etape = get("inscription-scolaire").etapes[0]
    assert {champ.prerempli for champ in etape.champs} == {
        "membre.nom_naissance", "membre.prenoms", "membre.naissance.date", "membre.naissance.lieu",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changements", "demandees"),
    [
        ({"motif": "premiere"}, set()),
        ({"motif": "changement"}, {"radiation"}),
        ({"motif": "arrivee", "deja_scolarise": True}, {"radiation"}),
        ({"motif": "arrivee", "deja_scolarise": False}, set()),
        ({"motif": "premiere", "garde": "alternee"}, {"jugement"}),
        ({"motif": "premiere", "garde": "alternee", "second_responsable": False}, set()),
    ],
)
def test_jugement_and_radiation_are_asked_only_when_the_answers_call_for_them(changements, demandees):
    definition = get("inscription-scolaire")
    reponses = {**completes(definition, TODAY), "garde": "principal", **changements}
    pieces = {piece.nom for piece in definition.pieces_for(definition.check(reponses, TODAY), TODAY)}
    assert pieces - {"naissance", "identite", "domicile", "vaccins"} == demandees
