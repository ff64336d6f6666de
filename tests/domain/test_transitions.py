"""The table of states of a demande, as decided with the mairie: state × event × actor, one by one (R30)."""

from itertools import product

import pytest

from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.evenements import possible
from chalicelib.domain.transitions import (
    A_TRAITER,
    LIBELLES,
    MOTIF_MAXIMAL,
    SOUMISSION,
    TRANSITIONS,
    Acteur,
    Etat,
    Evenement,
    Motif,
    check_motif,
)

TABLE = {
    "demander_complement": ("agent", {"en_cours", "complet"}, "a_completer"),
    "completer": ("usager", {"a_completer"}, "en_cours"),
    "declarer_complet": ("agent", {"en_cours", "a_completer"}, "complet"),
    "valider": ("agent", {"complet"}, "valide"),
    "refuser": ("agent", {"en_cours", "a_completer", "complet"}, "refuse"),
    "annuler": ("usager", {"en_cours", "a_completer"}, "annule"),
    "classer_sans_suite": ("agent", {"a_completer"}, "sans_suite"),
}
FINAUX = {Etat.VALIDE, Etat.REFUSE, Etat.ANNULE, Etat.SANS_SUITE}


def test_the_table_is_the_one_decided():
    assert {e.value: (t.acteur.value, set(t.de), t.vers.value) for e, t in TRANSITIONS.items()} == TABLE
    assert set(TRANSITIONS) == set(Evenement)


def test_no_event_but_the_first_is_called_soumettre():
    assert SOUMISSION == "soumettre"
    assert SOUMISSION not in set(Evenement)


@pytest.mark.parametrize(("etat", "acteur"), list(product(Etat, Acteur)))
def test_what_an_actor_may_do_in_a_state_is_what_the_table_says(etat, acteur):
    attendues = {e for e, (qui, de, _) in TABLE.items() if qui == acteur and etat in de}
    obtenues = [action.evenement for action in possible(etat, acteur) if action.evenement in TRANSITIONS]
    assert set(obtenues) == attendues
    assert list(obtenues) == [e for e in TRANSITIONS if e in attendues]


def test_nothing_leaves_a_final_state():
    assert {etat for etat in Etat if not any(possible(etat, acteur) for acteur in Acteur)} == FINAUX


def test_every_state_can_be_reached_and_every_open_one_can_be_left_by_an_agent_or_the_citizen():
    atteints, avant = {Etat.EN_COURS}, set()
    while atteints != avant:
        avant = set(atteints)
        atteints |= {t.vers for t in TRANSITIONS.values() if set(t.de) & atteints}
    assert atteints == set(Etat)


def test_the_labels_are_those_of_the_screens():
    assert LIBELLES == {
        "en_cours": "En cours",
        "a_completer": "À compléter",
        "complet": "Complet",
        "valide": "Validé",
        "refuse": "Refusé",
        "annule": "Annulé",
        "sans_suite": "Sans suite",
    }


def test_what_waits_for_the_service_is_what_no_citizen_holds_up():
    assert set(A_TRAITER) == set(Etat) - FINAUX - {Etat.A_COMPLETER}


def test_every_button_and_every_line_of_the_follow_up_has_words_of_its_own():
    for mots in ([t.action for t in TRANSITIONS.values()], [t.passe for t in TRANSITIONS.values()]):
        assert len(set(mots)) == len(mots)
        assert all(m[0].isupper() and not m.endswith(".") for m in mots)


def test_a_refusal_and_a_complement_are_always_explained():
    obligatoires = {e for e, t in TRANSITIONS.items() if t.motif is Motif.OBLIGATOIRE}
    assert obligatoires == {Evenement.REFUSER, Evenement.DEMANDER_COMPLEMENT}


@pytest.mark.parametrize("evenement", Evenement)
def test_words_are_required_optional_or_unexpected_as_the_table_says(evenement):
    regle = TRANSITIONS[evenement].motif
    assert taken(evenement, "Il manque une page.") is (regle is not Motif.AUCUN)
    assert taken(evenement, "") is (regle is not Motif.OBLIGATOIRE)
    assert taken(evenement, " \n ") is (regle is not Motif.OBLIGATOIRE)


def taken(evenement, motif):
    try:
        return check_motif(evenement, motif) == motif.strip()
    except SaisieInvalide as refus:
        (erreur,) = refus.erreurs
        assert erreur.champ == "motif"
        assert erreur.code == ("inattendu" if motif.strip() else "obligatoire")
        return False


def test_words_hold_in_2000_characters_once_trimmed():
    assert check_motif(Evenement.REFUSER, f"  {'é' * MOTIF_MAXIMAL}\n") == "é" * MOTIF_MAXIMAL
    with pytest.raises(SaisieInvalide) as refus:
        check_motif(Evenement.REFUSER, "é" * (MOTIF_MAXIMAL + 1))
    assert refus.value.erreurs[0].code == "trop-long"
