"""Panier and payment beside their model, step by step; then with planted bugs, which must be seen."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from chalicelib.domain import facture, suites
from chalicelib.domain.facture import Etat, Evenement, Transition
from tests.races.courses import ROUNDS
from tests.races.machine_paiement import MachinePaiement, time_stands_still

pytestmark = pytest.mark.races
STEPS = 50
RUNS = max(8, ROUNDS // 4)
"""250 in `make test-long`: more than 10,000 steps."""
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.fixture
def run(alentours):
    """The machine, so many times; raises what it saw."""

    def runs(times):
        class Machine(MachinePaiement):
            tresor = alentours.tresor

        how = settings(
            max_examples=times,
            stateful_step_count=STEPS,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=CALM,
            database=None,
        )
        with time_stands_still():
            run_state_machine_as_test(Machine, settings=how)
        return Machine

    return runs


def test_panier_and_payment_do_what_their_model_does(run):
    machine = run(RUNS)
    assert machine.steps >= RUNS * STEPS * 4 // 5
    assert RUNS < MANY or machine.seen >= SEEN


MANY = 100
SEEN = {
    ("abandonne", False, ""),
    ("abandonne", True, ""),
    ("expire", True, ""),
    ("initie", False, ""),
    ("initie", False, "non_concordant"),
    ("paye", False, ""),
    ("paye", True, "encaisse_en_double"),
    ("refuse", True, ""),
}
"""State, freed, anomaly: every kind of payment is met when there are so many runs."""


def late_success_wins_always(patch):
    """Even over what was paid at the counter, or cancelled."""
    patch.setitem(facture.TRANSITIONS, Evenement.PAYER_TARD, Transition(tuple(Etat), Etat.PAYEE))


def held_facture_begins_again(patch):
    patch.setitem(facture.TRANSITIONS, Evenement.ENGAGER, Transition(tuple(Etat), Etat.EN_PAIEMENT))


def abandon_frees_at_once(patch):
    patch.setattr(suites, "REVIREMENT", timedelta(0))


def silence_frees_in_a_quarter_of_an_hour(patch):
    patch.setattr(suites, "ATTENTE_MAXIMALE", suites.VALIDITE)


def every_answer_is_believed(patch):
    patch.setattr(suites, "_mismatches", lambda *_: [])


BUGS = {
    late_success_wins_always: lambda machine: (
        machine.pay_from_end_to_end(qui=0, combien=1, resultat="R"),
        machine.pay_at_the_counter(quoi=0),
        machine.succeed_late(lequel=0),
    ),
    held_facture_begins_again: lambda machine: (
        machine.add(qui=1, quoi=0),
        machine.fill_and_start(qui=0, combien=1),
        machine.start(qui=1),
    ),
    abandon_frees_at_once: lambda machine: (
        machine.pay_from_end_to_end(qui=0, combien=1, resultat="A"),
        machine.notify(lequel=0),
    ),
    silence_frees_in_a_quarter_of_an_hour: lambda machine: (
        machine.fill_and_start(qui=0, combien=1),
        machine.open_the_page(lequel=0),
        machine.wait(delai=timedelta(minutes=16)),
        machine.verify(),
    ),
    every_answer_is_believed: lambda machine: (
        machine.fill_and_start(qui=0, combien=1),
        machine.choose(lequel=0, resultat="P"),
        machine.tell_of_another(lequel=0, faux={"montant": "1"}),
        machine.notify(lequel=0),
    ),
}
"""With the steps that meet them, among those that the machine takes by itself."""


@pytest.mark.parametrize("plant", BUGS)
def test_the_machine_sees_a_planted_bug(plant, alentours, monkeypatch):
    machine = MachinePaiement()
    machine.tresor = alentours.tresor
    with time_stands_still():
        for planted in (False, True):
            machine.begin()
            if planted:
                plant(monkeypatch)
            seen = what_is_seen(machine, BUGS[plant])
            assert bool(seen) == planted, seen


def what_is_seen(machine, steps):
    try:
        steps(machine)
        machine.the_store_says_what_the_model_says()
    except AssertionError as error:
        return str(error)
    return ""
