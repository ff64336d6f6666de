"""Who validates comptes: what is written, to whom, and what stays of it (R15, R22)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import EcritureConcurrente, Indisponible, Introuvable, SaisieInvalide, TransitionRefusee
from chalicelib.domain.rapprochement import fiche_of
from chalicelib.domain.validation import Avis
from chalicelib.storage.connexion import connexion
from tests.exemples import compte, journal_of
from tests.pannes import injected, silence
from tests.portail import AGENTS, outbox

NADIA, PAUL = AGENTS["comptes"], AGENTS["ccas"]
REFUS = Avis("refuse", "Vous n’habitez pas la commune.")


@pytest.fixture
def attend(aws):
    """A compte that waits."""
    un = compte()
    storage.commit(storage.comptes.creation(un), *storage.rapprochements.changes(None, un))
    return un


def decide(avis, agent=NADIA):
    return services.validation.decide(agent, "c1", avis)


def journal():
    return [(ligne.action, ligne.auteur) for ligne in journal_of("compte:c1")]


@pytest.mark.parametrize(
    ("avis", "modele", "etat"),
    [
        (Avis("valide"), "compte_valide", Etat.VALIDE),
        (REFUS, "compte_refuse", Etat.REFUSE),
        (Avis("correction", "Vérifiez votre nom."), "compte_a_corriger", Etat.EN_ATTENTE),
    ],
)
def test_a_decision_changes_the_compte_writes_to_the_citizen_and_to_the_journal(attend, avis, modele, etat):
    decidee = decide(avis)
    assert storage.comptes.get("c1") == decidee
    assert (decidee.etat, decidee.decision.agent, decidee.version) == (etat, "Nadia Roux", 2)
    assert outbox() == [(modele, {"prenom": "Amélie", "nom": "Lire", "motif": avis.motif})]
    assert journal() == [(avis.verdict, NADIA.courriel)]


def test_a_compte_leaves_its_queue_for_the_one_where_the_decision_puts_it(attend):
    def queues():
        files = ("en_attente", "a_corriger", "valide", "refuse")
        return {file: [ligne.id for ligne in services.validation.queue(file, None).elements] for file in files}

    rien = {"en_attente": [], "a_corriger": [], "valide": [], "refuse": []}
    assert queues() == rien | {"en_attente": ["c1"]}
    decide(Avis("correction", "Vérifiez votre nom."))
    assert queues() == rien | {"a_corriger": ["c1"]}
    decide(Avis("valide"))
    assert queues() == rien | {"valide": ["c1"]}


def test_the_mail_tells_of_the_compte_and_so_never_becomes_an_sms(aws):
    storage.commit(storage.comptes.creation(compte(communication="telephone")))
    decide(Avis("valide"))
    (depose,) = storage.outbox.waiting(clock.now(), 10)
    assert storage.outbox.claim(depose, clock.now()).compte is None


def test_the_same_decision_again_is_the_same_decision(attend):
    avis = replace(REFUS, version=1)
    assert decide(avis) == decide(avis) == decide(REFUS)
    assert (len(outbox()), len(journal())) == (1, 1)


def test_a_correction_asked_twice_in_the_same_words_is_asked_once(attend):
    correction = Avis("correction", "Vérifiez votre nom.")
    assert decide(correction) == decide(correction)
    assert len(outbox()) == 1
    decide(replace(correction, motif="Vérifiez aussi votre prénom."))
    assert len(outbox()) == 2


def test_somebody_else_s_decision_is_not_one_s_own(attend):
    decide(REFUS)
    with pytest.raises(TransitionRefusee):
        decide(REFUS, PAUL)
    with pytest.raises(EcritureConcurrente):
        decide(replace(REFUS, version=1), PAUL)
    assert storage.comptes.get("c1").decision.agent == "Nadia Roux"
    assert len(outbox()) == 1


def test_a_decision_whose_answer_was_lost_is_found_taken(attend):
    avis = replace(REFUS, version=1)
    with injected(connexion.client, None, silence, silence, silence), pytest.raises(Indisponible):
        decide(avis)
    decide(avis)
    assert decide(avis).etat is Etat.REFUSE
    assert (len(outbox()), len(journal())) == (1, 1)


def test_a_decision_without_words_or_with_an_odd_number_leaves_no_trace(attend):
    for avis in (Avis("refuse"), Avis("correction", " "), Avis("valide", numero_famille="n° 7")):
        with pytest.raises(SaisieInvalide):
            decide(avis)
    assert (storage.comptes.get("c1"), outbox(), journal()) == (attend, [], [])


@pytest.mark.parametrize("inconnu", ["c2", "", "x" * 65, "x" * 3000])
def test_a_compte_that_is_not_there_is_introuvable(attend, inconnu):
    for act in (
        lambda: services.validation.open_compte(NADIA, inconnu),
        lambda: services.validation.look_alikes(NADIA, inconnu),
        lambda: services.validation.decide(NADIA, inconnu, Avis("valide")),
        lambda: services.validation.number(NADIA, inconnu, "1042", 1),
    ):
        with pytest.raises(Introuvable):
            act()


def test_reading_a_compte_and_looking_for_its_doubles_are_in_the_journal(attend):
    services.validation.open_compte(NADIA, "c1")
    services.validation.look_alikes(NADIA, "c1")
    assert sorted(journal()) == [("consultation", NADIA.courriel), ("recherche de doublons", NADIA.courriel)]


def test_a_double_is_found_with_its_present_state(attend):
    double = compte(id="c2", identifiant="amélie.lire2")
    storage.commit(storage.comptes.creation(double), *storage.rapprochements.changes(None, double))
    services.validation.decide(NADIA, "c2", REFUS)
    (vue,) = services.validation.look_alikes(NADIA, "c1")
    assert vue.fiche == replace(fiche_of(double), etat=Etat.REFUSE)
    assert vue.raisons == ("Même date de naissance, mêmes nom et prénom", "Même adresse")


def test_a_family_number_is_given_once_whoever_presses_twice(attend):
    decide(Avis("valide"))
    for _ in range(2):
        numerote = services.validation.number(NADIA, "c1", " 1042 ", 2)
        assert (numerote.numero_famille, numerote.version) == ("1042", 3)
    with pytest.raises(EcritureConcurrente):
        services.validation.number(NADIA, "c1", "7", 2)
    assert [action for action, _ in journal()].count("numero_famille") == 1


def test_days_are_counted_on_the_wall_of_the_town_hall(aws):
    lundi_soir = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    clock.offset += datetime(2026, 11, 25, 9, tzinfo=UTC) - clock.now()
    assert services.validation.days_waited(lundi_soir) == 1
    assert services.validation.days_waited(lundi_soir - timedelta(hours=2)) == 2
