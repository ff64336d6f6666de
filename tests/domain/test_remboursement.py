"""Money given back: told once, of what is to be given back and of nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import SaisieInvalide, TransitionRefusee
from chalicelib.domain.paiement import Anomalie, Etat, Remboursement
from chalicelib.domain.recit_de_paiement import tell
from chalicelib.domain.remboursement import NOTE_MAXIMALE, check, give_back
from tests.domain.test_paiement import LE, LIBRES, PAIEMENT
from tests.problemes import check_french

DOUBLE = replace(PAIEMENT, etat=Etat.PAYE, paye_le=LE, libere=True, anomalie=Anomalie.ENCAISSE_EN_DOUBLE)
DEMAIN = LE + timedelta(days=1)


def test_who_when_and_how_are_kept_and_told():
    rendu = give_back(DOUBLE, "Inès Faure", "Virement 4012", DEMAIN)
    assert rendu.remboursement == Remboursement(DEMAIN, "Inès Faure", "Virement 4012")
    assert (rendu.en_trop, rendu.a_rembourser, rendu.a_suivre, rendu.confirme) == (True, False, "", False)
    assert (rendu.etat, rendu.version) == (Etat.PAYE, DOUBLE.version + 1)
    assert tell(rendu.historique[-1]) == "Remboursé\u00a0: Virement 4012"


def test_it_is_told_once():
    rendu = give_back(DOUBLE, "Inès Faure", "Virement 4012", DEMAIN)
    assert give_back(rendu, "Paul Noël", "Autre chose", DEMAIN + timedelta(days=1)) is rendu


@pytest.mark.parametrize(
    "autre",
    [
        PAIEMENT,
        *LIBRES,
        replace(PAIEMENT, etat=Etat.PAYE, quittance="V26-7KQF-3MXP-ABCD"),
        replace(PAIEMENT, anomalie=Anomalie.NON_CONCORDANT),
        replace(PAIEMENT, anomalie=Anomalie.SANS_RESULTAT),
    ],
)
def test_what_is_the_regie_s_or_was_never_received_is_not_given_back(autre):
    with pytest.raises(TransitionRefusee) as refus:
        give_back(autre, "Inès Faure", "Virement 4012", DEMAIN)
    check_french(refus.value.detail)


@pytest.mark.parametrize("note", ["", "   ", "x" * (NOTE_MAXIMALE + 1), "deux\nlignes"])
def test_how_it_was_given_back_is_said_in_one_line(note):
    with pytest.raises(SaisieInvalide) as refus:
        check(note)
    assert [erreur.champ for erreur in refus.value.erreurs] == ["note"]
    check_french(refus.value.erreurs[0].detail)
