"""A complement that never comes: told again two weeks before, then the demande is closed without it."""

from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.demande import Passage
from chalicelib.domain.evenements import Echange
from chalicelib.domain.transitions import Acteur, Etat, Evenement
from tests import exemples
from tests.exemples import FIN
from tests.foyer import mailbox
from tests.portail import outbox

JOUR = timedelta(days=1)


def happen(demande, evenement, motif="", acteur=Acteur.AGENT):
    apres = demande.apply(evenement, Passage(evenement, demande.etat, clock.now(), acteur, "", motif), demande.version)
    storage.commit(*storage.demandes.change(apres))
    return apres


@pytest.fixture
def asked(aws):
    """À compléter since today."""
    demande = exemples.demande(reponses={}, pieces=(), compte=None, depose_le=clock.now())
    storage.commit(storage.demandes.creation(demande))
    return happen(demande, Evenement.DEMANDER_COMPLEMENT, "Il manque une page.")


def run():
    return services.conservation.apply(lambda: 900.0)


def wait(days):
    clock.offset += days * JOUR


def state(demande):
    return storage.demandes.get(demande.numero).etat


def test_it_is_told_again_on_the_forty_sixth_day_and_closed_on_the_sixtieth(asked):
    wait(45)
    assert run() == 0
    wait(1)
    assert (run(), run()) == (1, 0)
    ((_, objet, texte),) = mailbox()
    assert "votre réponse est attendue avant le " in objet
    assert "/suivre/" in texte
    wait(13)
    assert (run(), state(asked)) == (0, Etat.A_COMPLETER)
    wait(1)
    assert (run(), state(asked)) == (1, Etat.SANS_SUITE)
    _, (_, objet, texte) = mailbox()
    assert "Sans suite" in objet
    assert "n’est pas arrivé en 60 jours" in texte
    journal = exemples.journal_of(f"demande:{asked.numero}")
    assert [ligne.action for ligne in journal] == ["classer_sans_suite", "relance"]
    assert run() == 0


def test_a_reminder_that_left_late_still_leaves_two_weeks(asked):
    wait(100)
    assert run() == 1
    wait(13)
    assert (run(), state(asked)) == (0, Etat.A_COMPLETER)
    wait(1)
    assert (run(), state(asked)) == (1, Etat.SANS_SUITE)


def test_an_answer_ends_it_and_another_request_begins_it_anew(asked):
    wait(46)
    run()
    complete = happen(asked, Evenement.COMPLETER, acteur=Acteur.USAGER)
    wait(30)
    assert (run(), list(storage.conservation.due_demandes(FIN.date()))) == (0, [])
    happen(complete, Evenement.DEMANDER_COMPLEMENT, "Encore une.")
    wait(45)
    assert run() == 0
    wait(1)
    assert (run(), state(asked)) == (1, Etat.A_COMPLETER)


def test_a_message_gives_sixty_days_again(asked):
    wait(46)
    run()
    happen(asked, Echange.MESSAGE, "Je l’envoie bientôt.", Acteur.USAGER)
    wait(45)
    assert (run(), state(asked)) == (0, Etat.A_COMPLETER)


def test_who_answers_while_the_task_runs_is_not_closed(asked, monkeypatch):
    wait(46)
    run()
    wait(14)
    real = storage.commit

    def meanwhile(*operations):
        monkeypatch.setattr(storage, "commit", real)
        happen(asked, Evenement.COMPLETER, acteur=Acteur.USAGER)
        real(*operations)

    monkeypatch.setattr(storage, "commit", meanwhile)
    assert (run(), state(asked)) == (0, Etat.EN_COURS)
    assert [modele for modele, _ in outbox()] == ["demande_sans_reponse"]
