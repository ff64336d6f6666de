"""What retention asks of a compte or of a demande, day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain import conservation
from chalicelib.domain.brouillon import ResumeDeBrouillon
from chalicelib.domain.changement_de_courriel import ask
from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.demande import Piece
from chalicelib.domain.echeances import (
    EN_VIE,
    Cause,
    Suite,
    answer_before,
    end_of,
    first_look,
    next_look,
    of_brouillon,
    of_compte,
    of_demande,
)
from chalicelib.domain.transitions import Etat as EtatDeDemande
from chalicelib.domain.transitions import Evenement
from tests.exemples import LE, after, compte, demande, line_of

JOUR = timedelta(days=1)
USED = compte(etat=Etat.VALIDE, verifie_le=LE)
REFUSED = compte(etat=Etat.REFUSE, decision=Decision("refuse", LE, "Lucie Martin", "Doublon"), verifie_le=LE)


def look(qui, days, connecte_le=None, averti_le=None):
    echeance = of_compte(qui, connecte_le, averti_le, LE + timedelta(days=days))
    return echeance.suite, (echeance.le - LE.date()).days, echeance.cause


def test_a_compte_that_nobody_ever_used_is_closed_after_ninety_days():
    assert look(compte(), 89)[:2] == (Suite.ATTENDRE, 90)
    assert look(compte(), 90) == (Suite.FERMER, 90, Cause.JAMAIS_UTILISE)
    assert (first_look(compte()) - LE.date()).days == 90


def test_a_used_compte_is_looked_at_again_a_month_before_its_three_years():
    assert look(USED, 90)[:2] == (Suite.ATTENDRE, 1065)
    assert look(USED, 1064)[:2] == (Suite.ATTENDRE, 1065)
    assert look(USED, 1064, connecte_le=LE + 1000 * JOUR)[:2] == (Suite.ATTENDRE, 2065)


def test_its_owner_is_warned_once_then_it_is_closed_thirty_days_later():
    assert look(USED, 1065)[:2] == (Suite.AVERTIR, 1095)
    warned = LE.date() + 1065 * JOUR
    assert look(USED, 1066, averti_le=warned)[:2] == (Suite.ATTENDRE, 1095)
    assert look(USED, 1095, averti_le=warned) == (Suite.FERMER, 1095, Cause.INUTILISE)


def test_a_warning_that_left_late_still_leaves_thirty_days():
    assert look(USED, 1200)[:2] == (Suite.AVERTIR, 1230)
    assert look(USED, 1229, averti_le=LE.date() + 1200 * JOUR)[:2] == (Suite.ATTENDRE, 1230)


def test_logging_in_after_the_warning_keeps_the_compte():
    warned, back = LE.date() + 1065 * JOUR, LE + 1080 * JOUR
    assert look(USED, 1095, connecte_le=back, averti_le=warned)[:2] == (Suite.ATTENDRE, 1080 + 1065)
    assert look(USED, 1080 + 1065, connecte_le=back, averti_le=warned)[0] is Suite.AVERTIR


def test_a_refused_compte_is_closed_a_year_after_the_decision_used_or_not():
    assert look(REFUSED, 364, connecte_le=LE + 300 * JOUR)[:2] == (Suite.ATTENDRE, 365)
    assert look(REFUSED, 365) == (Suite.FERMER, 365, Cause.REFUSE)
    assert (next_look(REFUSED) - LE.date()).days == 365


def test_a_courriel_never_confirmed_is_forgotten():
    asked = ask(USED, "autre@exemple.fr", "x1", LE)
    assert (next_look(asked) - LE.date()).days == 3
    assert look(asked, 1)[:2] == (Suite.ATTENDRE, 3)
    assert look(asked, 2)[0] is Suite.OUBLIER_COURRIEL
    done = replace(
        asked, changement_courriel=replace(asked.changement_courriel, ancien_confirme=True, nouveau_confirme=True)
    )
    assert (look(done, 3)[0], next_look(done)) == (Suite.ATTENDRE, None)


def test_a_change_without_a_date_of_its_own_moves_nothing():
    assert next_look(USED) is None


ENDS = [(Evenement.REFUSER,), (Evenement.ANNULER,), (Evenement.DECLARER_COMPLET, Evenement.VALIDER)]
ENDS.append((Evenement.DEMANDER_COMPLEMENT, Evenement.CLASSER_SANS_SUITE))


@pytest.mark.parametrize("events", ENDS, ids=lambda events: events[-1])
def test_a_settled_demande_loses_its_pieces_after_six_months_and_the_rest_after_two_years(events):
    settled = after(demande(), *events)

    def at(days, what=settled):
        echeance = of_demande(what, LE.date() + timedelta(days=days))
        return echeance.suite, (echeance.le - LE.date()).days

    assert end_of(settled) == LE
    assert at(0) == at(182) == (Suite.ATTENDRE, 183)
    assert at(183) == (Suite.EFFACER_PIECES, 730)
    without = replace(settled, pieces=(Piece("identite", "Pièce d’identité"),))
    assert at(183, without) == at(729, without) == (Suite.ATTENDRE, 730)
    assert at(730)[0] == at(730, without)[0] == Suite.EFFACER


@pytest.mark.parametrize("events", [(), (Evenement.DECLARER_COMPLET,)])
def test_a_demande_that_somebody_has_in_hand_keeps_everything(events):
    assert of_demande(after(demande(), *events), date(2100, 1, 1)) is None


def test_an_answer_is_expected_for_sixty_days_and_asked_again_two_weeks_before():
    asked = after(demande(), Evenement.DEMANDER_COMPLEMENT)

    def at(days, warned=None):
        echeance = of_demande(asked, LE.date() + days * JOUR, warned and LE.date() + warned * JOUR)
        return echeance.suite, (echeance.le - LE.date()).days

    assert (answer_before(asked) - LE.date()).days == 60
    assert answer_before(demande()) is None
    assert at(0) == at(45) == (Suite.ATTENDRE, 46)
    assert at(46) == (Suite.RELANCER, 60)
    assert at(59, warned=46) == (Suite.ATTENDRE, 60)
    assert at(60, warned=46) == (Suite.CLASSER, 60)
    assert at(100) == (Suite.RELANCER, 114)
    assert at(113, warned=100) == (Suite.ATTENDRE, 114)


def test_a_draft_is_told_of_a_week_before_it_is_erased():
    resume = ResumeDeBrouillon("portage-repas", "Portage", "", 1, LE, LE, 1)

    def at(days, warned=None):
        told = replace(resume, averti_le=warned and LE.date() + warned * JOUR)
        echeance = of_brouillon(told, LE.date() + days * JOUR)
        return echeance.suite, (echeance.le - LE.date()).days

    assert at(0) == at(84) == (Suite.ATTENDRE, 85)
    assert at(85) == (Suite.AVERTIR, 92)
    assert at(91, warned=85) == (Suite.ATTENDRE, 92)
    assert at(92, warned=85) == (Suite.EFFACER, 92)
    assert at(106, warned=100) == (Suite.ATTENDRE, 107)


def test_the_states_that_end_a_demande_are_those_that_nothing_leaves():
    ends = {EtatDeDemande.VALIDE, EtatDeDemande.REFUSE, EtatDeDemande.ANNULE, EtatDeDemande.SANS_SUITE}
    assert set(EtatDeDemande) - EN_VIE == ends


def test_the_table_of_retention_has_one_line_per_kind_of_data_with_its_words():
    codes = [ligne.code for ligne in conservation.CONSERVATIONS]
    assert len(set(codes)) == len(codes)
    assert all(ligne.donnees and ligne.usage and ligne.duree for ligne in conservation.CONSERVATIONS)
    assert line_of("journal").periode == conservation.JOURNAL
