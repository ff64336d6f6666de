"""What changes no state: who may, when, with which words."""

from itertools import product

import pytest

from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.evenements import (
    ECHANGES,
    EN_VIE,
    EVENEMENTS_MAXIMUM,
    SURVENUES,
    Echange,
    check_room,
    check_words,
    lead,
    possible,
    tell,
)
from chalicelib.domain.transitions import MOTIF_MAXIMAL, SOUMISSION, TRANSITIONS, Acteur, Etat, Evenement, Motif
from tests.problemes import check_french

USAGER, AGENT = Acteur.USAGER, Acteur.AGENT
TOUTES = [*TRANSITIONS, *Echange]


def refused(call, *args):
    with pytest.raises(SaisieInvalide) as refus:
        call(*args)
    (erreur,) = refus.value.erreurs
    check_french(erreur.detail)
    return erreur.champ, erreur.code


def test_the_open_states_are_those_that_somebody_may_still_change():
    assert {Etat.EN_COURS, Etat.A_COMPLETER, Etat.COMPLET} == EN_VIE


@pytest.mark.parametrize(("etat", "echange", "acteur"), list(product(Etat, Echange, Acteur)))
def test_an_exchange_keeps_the_state_while_the_demande_is_open(etat, echange, acteur):
    may = etat in EN_VIE and (echange is Echange.MESSAGE or acteur is AGENT)
    assert lead(etat, echange, acteur) == (etat if may else None)


@pytest.mark.parametrize(("etat", "acteur"), list(product(Etat, Acteur)))
def test_the_buttons_are_the_moves_of_the_table_then_the_message(etat, acteur):
    moves = [e for e, t in TRANSITIONS.items() if t.acteur is acteur and etat in t.de]
    message = [Echange.MESSAGE] if etat in EN_VIE else []
    assert [action.evenement for action in possible(etat, acteur)] == [*moves, *message]


def test_no_two_events_have_one_name():
    assert (len(SURVENUES), set(SURVENUES.values())) == (len(TOUTES), set(TOUTES))
    assert SOUMISSION not in SURVENUES


def test_every_event_is_told_in_words_of_its_own():
    told = [tell(SOUMISSION, USAGER), *(tell(e, t.acteur) for e, t in TRANSITIONS.items())]
    told += [tell(echange, acteur) for echange, acteur in ECHANGES]
    assert len(set(told)) == len(told)
    assert all(mots[0].isupper() and not mots.endswith(".") for mots in told)


@pytest.mark.parametrize(
    ("evenement", "acteur", "regle"),
    [
        (Echange.MESSAGE, USAGER, Motif.OBLIGATOIRE),
        (Echange.MESSAGE, AGENT, Motif.OBLIGATOIRE),
        (Echange.RECEVOIR_PIECE, AGENT, Motif.AUCUN),
        (Evenement.COMPLETER, USAGER, Motif.FACULTATIF),
        (Evenement.ANNULER, USAGER, Motif.AUCUN),
        (Evenement.REFUSER, AGENT, Motif.OBLIGATOIRE),
    ],
)
def test_words_are_required_optional_or_unexpected(evenement, acteur, regle):
    champ = "motif" if acteur is AGENT else "message"
    if regle is Motif.AUCUN:
        assert refused(check_words, evenement, acteur, "Bonjour.", champ) == (champ, "inattendu")
        assert check_words(evenement, acteur, " \n", champ) == ""
    else:
        assert check_words(evenement, acteur, "  Bonjour.\n", champ) == "Bonjour."
    if regle is Motif.OBLIGATOIRE:
        assert refused(check_words, evenement, acteur, " \n", champ) == (champ, "obligatoire")


@pytest.mark.parametrize(
    ("mots", "code"), [("é" * (MOTIF_MAXIMAL + 1), "trop-long"), ("a\u202eb", "caracteres"), ("\x00", "caracteres")]
)
def test_a_letter_is_bounded_and_hides_nothing(mots, code):
    assert refused(check_words, Echange.MESSAGE, USAGER, mots, "message") == ("message", code)
    assert check_words(Echange.MESSAGE, USAGER, "é" * MOTIF_MAXIMAL, "message") == "é" * MOTIF_MAXIMAL


@pytest.mark.parametrize(("evenement", "acteur"), [*ECHANGES, *((e, t.acteur) for e, t in TRANSITIONS.items())])
def test_letters_are_counted_and_decisions_are_not(evenement, acteur):
    check_room(evenement, acteur, EVENEMENTS_MAXIMUM - 1, "message")
    letter = evenement in {Echange.MESSAGE, Echange.RECEVOIR_PIECE, Evenement.COMPLETER}
    if letter:
        assert refused(check_room, evenement, acteur, EVENEMENTS_MAXIMUM, "message") == ("message", "trop-d-echanges")
    else:
        check_room(evenement, acteur, EVENEMENTS_MAXIMUM, "message")
