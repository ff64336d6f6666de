"""The queues of comptes: where each stands, and when the mairie is late (R22)."""

import pytest

from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.file_des_comptes import A_CORRIGER, FILES, file_of, is_late, resume_of
from tests.exemples import LE, compte

CORRECTION = Decision("correction", LE, "Nadia Roux", "Vérifiez votre nom.")


def test_a_compte_to_mend_leaves_the_queue_of_those_that_wait():
    assert file_of(compte()) == "en_attente"
    assert file_of(compte(decision=CORRECTION)) == A_CORRIGER
    assert {file_of(compte(etat=etat)) for etat in (Etat.VALIDE, Etat.REFUSE)} < set(FILES)


def test_a_line_names_the_person_by_the_name_in_use():
    ligne = resume_of(compte())
    assert (ligne.nom, ligne.prenoms, ligne.commune) == ("Lire", ("Amélie", "Rose"), "Valmont")
    assert ligne.attente_depuis == LE


@pytest.mark.parametrize(("file", "jours", "en_retard"), [("en_attente", 2, False), ("en_attente", 3, True)])
def test_the_mairie_is_late_after_two_jours_ouvres(file, jours, en_retard):
    assert is_late(file, jours) is en_retard


@pytest.mark.parametrize("file", [A_CORRIGER, "valide", "refuse"])
def test_what_does_not_wait_for_the_mairie_is_never_late(file):
    assert not is_late(file, 60)
