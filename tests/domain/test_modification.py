"""« Modifier mon compte » (R18, R23): what may be modified, what it becomes, what is refused."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain import modification
from chalicelib.domain.compte import Decision, Etat, Naissance
from chalicelib.domain.errors import CompteNonModifiable, SaisieInvalide
from chalicelib.domain.modification import Modification, check_modifiable
from tests.exemples import LE, compte

TODAY = date(2026, 11, 23)
IDENTITE = {"nom_naissance": "Durand", "prenoms": ["Amélie"], "naissance": {"date": "1985-03-27", "lieu": "Arras"}}
ADRESSE = {"lignes": ["2 rue du Port"], "code_postal": "62990", "commune": "Valmont"}
COORDONNEES = {"courriel": "amelie@exemple.fr", "adresse": ADRESSE, "telephone": "06 12 34 56 78"}
LEO = {"id": "m1", "lien": "enfant", "nom_naissance": "Lire", "prenoms": ["Léo"], "naissance": {"date": "2020-05-02"}}
ZOE = {"lien": "adulte", "nom_naissance": "Lire", "prenoms": ["Zoé"], "naissance": {"date": "1990-01-02"}}
ASKED = Decision("correction", LE, "Lucie Martin", "Le nom de naissance est illisible.")


def prepare(avant=None, version=1, **sections):
    return modification.prepare(avant or compte(), Modification(version, **sections), TODAY)


def faults(**sections):
    with pytest.raises(SaisieInvalide) as refus:
        prepare(**sections)
    return [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]


def save(voulu, avant=None, courriel="amelie@exemple.fr"):
    return modification.save(avant or compte(), voulu, courriel, "x1", LE)


@pytest.mark.parametrize("etat", [Etat.EN_ATTENTE, Etat.REFUSE, Etat.SUSPENDU, Etat.FERME])
def test_only_a_validated_compte_may_be_modified_and_the_reason_is_told(etat):
    with pytest.raises(CompteNonModifiable) as refus:
        check_modifiable(compte(etat=etat))
    assert refus.value.detail == modification.blocage(compte(etat=etat)) != ""
    check_modifiable(compte(etat=Etat.VALIDE))


def test_a_compte_that_the_mairie_asked_to_correct_may_be_modified_once():
    asked = compte(decision=ASKED)
    check_modifiable(asked)
    saved = save(replace(asked, communication="telephone"), asked)
    assert (saved.a_corriger, saved.corrige_le, saved.attente_depuis, saved.version) == (False, LE, LE, 2)
    assert saved.decision.motif == ASKED.motif
    with pytest.raises(CompteNonModifiable):
        check_modifiable(saved)


def test_saying_that_there_is_nothing_to_correct_puts_the_compte_back_in_the_queue_too():
    asked = compte(decision=ASKED)
    assert not save(asked, asked).a_corriger


def test_a_section_left_out_stays_and_a_section_sent_replaces_the_whole():
    avant = compte()
    voulu, courriel = prepare(identite=IDENTITE)
    assert (voulu.identite.nom_usage, voulu.identite.civilite, voulu.identite.prenoms) == (None, None, ("Amélie",))
    assert (voulu.coordonnees, voulu.membres, voulu.communication) == (avant.coordonnees, avant.membres, "courriel")
    assert (courriel, voulu.version) == ("amelie@exemple.fr", 1)


def test_another_courriel_is_asked_for_and_never_applied():
    voulu, courriel = prepare(coordonnees=COORDONNEES | {"courriel": "autre@exemple.fr"})
    assert (voulu.coordonnees.courriel, courriel) == ("amelie@exemple.fr", "autre@exemple.fr")
    assert voulu.coordonnees.adresse.lignes == ("2 rue du Port",)
    apres = save(voulu, courriel=courriel)
    assert apres.coordonnees.courriel == "amelie@exemple.fr"
    assert apres.changement_courriel.courriel == "autre@exemple.fr"
    assert apres.changement_courriel.expire_le - LE == timedelta(hours=48)


def test_nothing_changed_is_the_same_compte():
    avant = compte()
    identite = {"nom_naissance": "Durand", "prenoms": ["Amélie", "Rose"], "nom_usage": "Lire", "civilite": "madame"}
    voulu, courriel = prepare(identite=identite | {"naissance": {"date": "1985-03-27", "lieu": "Arras"}})
    assert save(voulu, courriel=courriel) == avant


def test_members_keep_their_id_and_their_order_and_a_new_one_gets_an_id_never_used():
    voulu, _ = prepare(avant=compte(version=7), version=7, membres=[ZOE, LEO])
    assert [(m.id, m.prenoms) for m in voulu.membres] == [("m1", ("Léo",)), ("m8-1", ("Zoé",))]
    sans_leo, _ = prepare(avant=replace(voulu, version=8), version=8, membres=[ZOE])
    assert [m.id for m in sans_leo.membres] == ["m9-1"]


@pytest.mark.parametrize("membres", [[LEO | {"id": "m2"}], [LEO, LEO]], ids=["unknown", "twice"])
def test_a_member_who_is_not_in_the_foyer_cannot_be_modified(membres):
    assert faults(membres=membres) == [(f"membres.{len(membres) - 1}.id", "choix-inconnu")]


def test_a_child_older_than_the_citizen_is_refused_whichever_of_the_two_changes():
    older = {"date": "1980-01-01"}
    assert faults(membres=[LEO | {"naissance": older}]) == [("membres.0.naissance.date", "plus-age-que-vous")]
    younger = IDENTITE | {"naissance": {"date": "2021-03-27", "lieu": "Arras"}}
    assert faults(identite=younger) == [("identite.naissance.date", "plus-age-que-vous")]
    assert prepare(identite=younger, membres=[])[0].membres == ()
    parent = replace(compte().membres[0], lien="adulte", naissance=Naissance(date(1955, 1, 1)))
    assert prepare(avant=compte(membres=(parent,)), identite=younger)[0].identite.naissance.date.year == 2021


def test_sms_need_a_mobile_whichever_section_changes():
    assert prepare(communication="telephone")[0].communication == "telephone"
    fixe = COORDONNEES | {"telephone": "03 21 00 00 00"}
    assert faults(communication="telephone", coordonnees=fixe) == [("coordonnees.telephone", "mobile")]
    par_sms = compte(communication="telephone")
    with pytest.raises(SaisieInvalide):
        prepare(avant=par_sms, coordonnees=COORDONNEES | {"telephone": None})
    assert prepare(avant=par_sms, identite=IDENTITE)[0].communication == "telephone"


@pytest.mark.parametrize(
    ("nom", "garde"),
    [
        ("D’Hérouville", "D’Hérouville"),
        (unicodedata.normalize("NFD", "Bézu"), "Bézu"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("  Le\tGoff ", "Le Goff"),
        ("Zoé 🌻", "Zoé 🌻"),
    ],
)
def test_an_odd_name_is_kept_as_it_was_meant(nom, garde):
    assert prepare(membres=[ZOE | {"nom_naissance": nom}])[0].membres[0].nom_naissance == garde


@pytest.mark.parametrize(
    ("nom", "code"),
    [("x" * 10_240, "trop-long"), ("Li\u202ere", "caracteres"), ("Li\x00re", "caracteres"), ("\ud83c", "caracteres")],
)
def test_a_name_that_cannot_be_kept_is_refused_on_its_champ(nom, code):
    assert faults(membres=[LEO, ZOE | {"nom_naissance": nom}]) == [("membres.1.nom_naissance", code)]


def test_twenty_members_are_kept_and_twenty_one_refused():
    assert len(prepare(membres=[ZOE] * 20)[0].membres) == 20
    assert faults(membres=[ZOE] * 21) == [("membres", "trop-long")]


def test_every_champ_at_fault_is_told_at_once():
    sections = {"identite": IDENTITE | {"nom_naissance": ""}, "coordonnees": COORDONNEES | {"courriel": "a"}}
    champs = [champ for champ, _ in faults(**sections, membres=[ZOE | {"prenoms": [""]}])]
    assert champs == ["identite.nom_naissance", "coordonnees.courriel", "membres.0.prenoms"]
