"""Factures freed by the régie: of a payment of which nothing more is learnt, and of no other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import TransitionRefusee
from chalicelib.domain.facture import Evenement
from chalicelib.domain.liberation import is_released, is_stuck, release
from chalicelib.domain.paiement import VALIDITE, Anomalie, Etat
from chalicelib.domain.payfip import Resultat
from chalicelib.domain.recit_de_paiement import tell
from chalicelib.domain.suites import decide
from tests.domain.test_paiement import LE, LIBRES, PAIEMENT, told
from tests.problemes import check_french

PLUS_TARD = LE + VALIDITE
BLOQUE = replace(PAIEMENT, anomalie=Anomalie.NON_CONCORDANT)


@pytest.mark.parametrize("anomalie", [Anomalie.NON_CONCORDANT, Anomalie.SANS_RESULTAT])
def test_its_factures_are_free_and_who_said_so_and_why_is_told(anomalie):
    suite = release(replace(PAIEMENT, anomalie=anomalie), "Inès Faure", "Rien d’encaissé", PLUS_TARD)
    libre = suite.paiement
    assert (suite.factures, libre.etat, libre.attend, libre.a_suivre) == (Evenement.LIBERER, Etat.EXPIRE, False, "")
    assert (libre.version, libre.historique[-1].auteur) == (PAIEMENT.version + 1, "Inès Faure")
    assert tell(libre.historique[-1]) == "Factures libérées\u00a0: Rien d’encaissé"


def test_an_abandon_stays_one():
    suite = release(replace(BLOQUE, etat=Etat.ABANDONNE, abandonne_le=LE), "Inès Faure", "Rien", PLUS_TARD)
    assert suite.paiement.etat is Etat.ABANDONNE


def test_it_is_done_once():
    libre = release(BLOQUE, "Inès Faure", "Rien", PLUS_TARD).paiement
    encore = release(libre, "Paul Noël", "Autre chose", PLUS_TARD)
    assert (encore.paiement is libre, encore.factures, is_released(libre)) == (True, None, True)


def test_a_success_that_comes_later_still_wins():
    libre = release(BLOQUE, "Inès Faure", "Rien", PLUS_TARD).paiement
    suite = decide(libre, told(Resultat.PAYE_CARTE), LE + timedelta(days=3))
    assert (suite.factures, suite.paiement.etat) == (Evenement.PAYER_TARD, Etat.PAYE)


@pytest.mark.parametrize("autre", [PAIEMENT, *LIBRES, replace(BLOQUE, etat=Etat.PAYE, quittance="V26")])
def test_what_may_end_by_itself_or_has_ended_is_not_freed(autre):
    assert not is_stuck(autre, PLUS_TARD)
    with pytest.raises(TransitionRefusee) as refus:
        release(autre, "Inès Faure", "Rien", PLUS_TARD)
    check_french(refus.value.detail)


def test_nothing_is_freed_while_the_payment_page_is_open():
    with pytest.raises(TransitionRefusee):
        release(BLOQUE, "Inès Faure", "Rien", PLUS_TARD - timedelta(seconds=1))
