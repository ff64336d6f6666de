"""What the mairie may decide of a compte, from which state, with which words (R15, R22)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.errors import EcritureConcurrente, SaisieInvalide, TransitionRefusee
from chalicelib.domain.transitions import MOTIF_MAXIMAL
from chalicelib.domain.validation import LIBELLES, REGLES, Avis, check, decide, is_done, number, possible
from tests.exemples import LE, compte

NADIA = "Nadia Roux"
DEMAIN = LE + timedelta(days=1)
DECIDES = [etat for etat in Etat if etat is not Etat.EN_ATTENTE]


def faults(act):
    with pytest.raises(SaisieInvalide) as refus:
        act()
    return [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]


@pytest.mark.parametrize(
    ("verdict", "etat", "a_corriger"),
    [("valide", Etat.VALIDE, False), ("refuse", Etat.REFUSE, False), ("correction", Etat.EN_ATTENTE, True)],
)
def test_a_compte_that_waits_goes_where_the_table_says(verdict, etat, a_corriger):
    decide_ = decide(compte(), Avis(verdict, "Voici pourquoi."), NADIA, DEMAIN)
    assert (decide_.etat, decide_.a_corriger, decide_.version) == (etat, a_corriger, 2)
    assert decide_.decision == Decision(verdict, DEMAIN, NADIA, "Voici pourquoi.")


@pytest.mark.parametrize("verdict", REGLES)
@pytest.mark.parametrize("etat", DECIDES)
def test_what_is_decided_is_not_decided_again(verdict, etat):
    decidee = compte(etat=etat)
    assert possible(decidee) == ()
    with pytest.raises(TransitionRefusee, match=LIBELLES[etat]):
        decide(decidee, Avis(verdict, "Voici pourquoi."), NADIA, DEMAIN)


def test_a_compte_to_mend_may_still_be_settled_at_the_counter():
    a_corriger = decide(compte(), Avis("correction", "Vérifiez votre nom."), NADIA, DEMAIN)
    assert possible(a_corriger) == ("valide", "refuse", "correction")
    assert decide(a_corriger, Avis("valide"), NADIA, DEMAIN).etat is Etat.VALIDE


@pytest.mark.parametrize("verdict", ["refuse", "correction"])
@pytest.mark.parametrize(("motif", "code"), [("", "obligatoire"), (" \n ", "obligatoire"), ("x" * 2001, "trop-long")])
def test_a_decision_against_the_citizen_is_explained_in_reasonable_length(verdict, motif, code):
    assert faults(lambda: check(Avis(verdict, motif))) == [("motif", code)]


def test_words_and_number_are_trimmed():
    assert check(Avis("refuse", "  Non. ", " 10-42 ")) == Avis("refuse", "Non.", "10-42")
    assert check(Avis("valide", "", "  ")) == Avis("valide")
    assert check(Avis("valide", "x" * MOTIF_MAXIMAL)).motif == "x" * MOTIF_MAXIMAL


@pytest.mark.parametrize("numero", ["1042", "F-10/42.b", "A", "9" * 20])
def test_a_family_number_is_what_billing_software_writes(numero):
    assert check(Avis("valide", numero_famille=numero)).numero_famille == numero


@pytest.mark.parametrize("numero", ["-10", "9" * 21, "10 42", "dix°", "10;42", "été", "<b>", "１０４２"])
def test_any_other_family_number_is_refused(numero):
    assert faults(lambda: check(Avis("valide", numero_famille=numero))) == [("numero_famille", "numero-famille")]


def test_everything_at_fault_is_told_at_once():
    fautes = faults(lambda: check(Avis("refuse", "", "°")))
    assert fautes == [("numero_famille", "numero-famille"), ("motif", "obligatoire")]


def test_a_decision_taken_on_another_version_is_refused():
    for version in (0, 2):
        with pytest.raises(EcritureConcurrente):
            decide(compte(), Avis("valide", version=version), NADIA, DEMAIN)
    assert decide(compte(), Avis("valide", version=1), NADIA, DEMAIN).version == 2


def test_the_family_number_comes_with_the_decision_and_is_not_lost_by_the_next_one():
    numerote = decide(compte(), Avis("correction", "Vérifiez.", "1042"), NADIA, DEMAIN)
    assert decide(numerote, Avis("valide"), NADIA, DEMAIN).numero_famille == "1042"


def test_one_s_own_decision_is_recognised_and_nobody_else_s():
    avis = Avis("correction", "Vérifiez votre nom.", "1042", 1)
    decidee = decide(compte(), avis, NADIA, DEMAIN)
    assert is_done(decidee, avis, NADIA)
    assert is_done(decidee, replace(avis, version=None, numero_famille=None), NADIA)
    assert not is_done(decidee, avis, "Paul Noël")
    assert not is_done(decidee, replace(avis, motif="Vérifiez votre prénom."), NADIA)
    assert not is_done(decidee, replace(avis, numero_famille="7"), NADIA)
    assert not is_done(decidee, replace(avis, version=2), NADIA)
    assert not is_done(decidee, Avis("valide"), NADIA)
    assert not is_done(compte(), avis, NADIA)
    assert not is_done(replace(decidee, decision=replace(decidee.decision, suivie=True)), avis, NADIA)


def test_a_validated_compte_takes_a_family_number_and_gives_it_back():
    valide = compte(etat=Etat.VALIDE)
    numerote = number(valide, "1042", 1)
    assert (numerote.numero_famille, numerote.version) == ("1042", 2)
    assert number(numerote, None, 2).numero_famille is None
    with pytest.raises(EcritureConcurrente):
        number(numerote, "7", 1)


@pytest.mark.parametrize("etat", [etat for etat in Etat if etat is not Etat.VALIDE])
def test_only_a_validated_compte_has_a_family_number(etat):
    with pytest.raises(TransitionRefusee, match="compte validé"):
        number(compte(etat=etat), "1042", 1)


def test_every_state_has_its_word():
    assert set(LIBELLES) == set(Etat)
