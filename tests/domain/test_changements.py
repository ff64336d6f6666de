"""What a modification changed, in French, and what may be told of it elsewhere."""

from dataclasses import replace
from datetime import date

from chalicelib.domain.changement_de_courriel import ask
from chalicelib.domain.changements import compare, rubriques
from chalicelib.domain.compte import Membre, Naissance
from tests.exemples import LE, compte

AVANT = compte()


def changes(apres):
    return [(c.libelle, c.avant, c.apres) for c in compare(AVANT, apres)]


def test_nothing_changed_is_nothing_to_tell():
    assert compare(AVANT, replace(AVANT, version=9)) == ()


def test_each_champ_is_told_as_the_form_names_it_in_its_order():
    identite = replace(AVANT.identite, nom_usage=None, naissance=Naissance(date(1985, 3, 1), "Arras"))
    adresse = replace(AVANT.coordonnees.adresse, lignes=("Appartement 3", "2 rue du Port"))
    coordonnees = replace(AVANT.coordonnees, adresse=adresse, telephone=None)
    apres = replace(AVANT, identite=identite, coordonnees=coordonnees, communication="telephone")
    assert changes(apres) == [
        ("Nom d’usage", "Lire", ""),
        ("Date de naissance", "27 mars 1985", "1er mars 1985"),
        ("Adresse", "1 rue des Lilas, 62990 Valmont", "Appartement 3, 2 rue du Port, 62990 Valmont"),
        ("Téléphone", "06\u00a012\u00a034\u00a056\u00a078", ""),
        ("Comment la mairie vous prévient", "Par courriel", "Par téléphone (SMS)"),
    ]


def test_a_courriel_that_waits_is_told_once():
    demande = ask(AVANT, "autre@exemple.fr", "x1", LE)
    assert changes(demande) == [("Courriel, à confirmer", "amelie@exemple.fr", "autre@exemple.fr")]
    assert compare(demande, replace(demande, communication="telephone"))[0].libelle == "Comment la mairie vous prévient"


def test_who_comes_who_goes_and_who_changes_in_the_foyer():
    leo = replace(AVANT.membres[0], ecole="Jules Ferry", relation="enfant")
    zoe = Membre("m2-1", "adulte", "Lire", ("Zoé",), Naissance(date(1990, 1, 2)))
    assert changes(replace(AVANT, membres=(leo, zoe))) == [
        ("Léo Lire, cette personne est pour vous", "", "Enfant"),
        ("Léo Lire, école", "", "Jules Ferry"),
        ("Zoé Lire", "Absent du foyer", "Dans le foyer"),
    ]
    assert changes(replace(AVANT, membres=())) == [("Léo Lire", "Dans le foyer", "Absent du foyer")]


def test_what_is_mailed_and_written_in_the_journal_holds_no_value():
    leo = replace(AVANT.membres[0], prenoms=("Léon",))
    identite = replace(AVANT.identite, nom_usage="Petit", prenoms=("Rose",))
    apres = ask(replace(AVANT, membres=(leo,), identite=identite), "autre@exemple.fr", "x1", LE)
    assert rubriques(compare(AVANT, apres)) == ("Nom d’usage", "Prénoms", "Courriel, à confirmer", "Foyer")
