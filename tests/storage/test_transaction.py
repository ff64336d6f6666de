"""One conditional transaction per change: all of it or nothing, and what its failures mean."""

from dataclasses import replace

import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib import storage
from chalicelib.domain.errors import EcritureConcurrente, Indisponible
from chalicelib.domain.transitions import Evenement
from chalicelib.storage import EcritureRefusee
from chalicelib.storage.connexion import connexion
from chalicelib.storage.transaction import MAXIMUM, REPRISES
from tests.exemples import FIN, LE, after, compte, courriel, demande
from tests.pannes import cancellation, injected, refusal

CONFLIT = cancellation("TransactionConflict", "None")


def deposits(nombre):
    return [storage.outbox.deposit(courriel(rang)) for rang in range(nombre)]


def test_every_write_of_a_transaction_is_done(aws):
    storage.commit(storage.comptes.creation(compte()), storage.demandes.creation(demande()), *deposits(2))
    assert storage.comptes.find("c1")
    assert storage.demandes.find("D26-7KQF-3MXP")
    assert len(storage.outbox.waiting(FIN, 9)) == 2


def test_nothing_is_done_when_one_condition_does_not_hold_and_it_is_named(aws):
    storage.commit(storage.comptes.creation(compte()))
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(*deposits(2), storage.comptes.creation(compte()), storage.demandes.creation(demande()))
    assert refus.value.noms == {"compte"}
    assert storage.outbox.waiting(FIN, 9) == []
    assert storage.demandes.find("D26-7KQF-3MXP") is None


def test_every_condition_that_does_not_hold_is_named_whatever_the_kind_of_write(aws):
    """An update, a put and a delete, given in the reverse of the order in which they are sent."""
    storage.commit(storage.comptes.creation(compte()))
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(
            storage.demandes.change(after(demande(), Evenement.REFUSER))[0],
            storage.outbox.deposit(courriel()),
            storage.comptes.creation(compte()),
            storage.cryptogrammes.consumption("image"),
        )
    assert refus.value.noms == {"demande", "compte", "cryptogramme"}


@pytest.mark.parametrize("manquante", ["demande", "courriel", "cryptogramme"])
def test_the_one_condition_that_does_not_hold_is_the_one_named(aws, manquante):
    storage.cryptogrammes.save("image", LE)
    storage.commit(storage.demandes.creation(demande()), storage.outbox.deposit(courriel("pris")))
    refusee = after(demande(), Evenement.REFUSER)
    trop_tard = replace(refusee, historique=(*refusee.historique, refusee.historique[-1]))
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(
            storage.demandes.change(trop_tard if manquante == "demande" else refusee)[0],
            storage.outbox.deposit(courriel("pris" if manquante == "courriel" else "neuf")),
            storage.cryptogrammes.consumption("autre" if manquante == "cryptogramme" else "image"),
        )
    assert refus.value.noms == {manquante}


def test_a_hundred_writes_are_taken_and_one_more_is_a_mistake_of_ours(aws):
    storage.commit(*deposits(MAXIMUM))
    with injected(connexion.client) as calls, pytest.raises(ValueError, match="101 writes"):
        storage.commit(*deposits(MAXIMUM + 1))
    assert calls == []


@pytest.mark.parametrize("conflits", [1, REPRISES - 1])
def test_a_conflict_with_another_transaction_is_tried_again(aws, conflits):
    with injected(connexion.client, *[CONFLIT] * conflits) as calls:
        storage.commit(*deposits(2))
    assert calls == ["TransactWriteItems"] * (conflits + 1)
    assert len(storage.outbox.waiting(FIN, 9)) == 2


def test_a_transaction_still_in_progress_is_tried_again(aws):
    with injected(connexion.client, refusal("TransactionInProgressException")):
        storage.commit(*deposits(2))
    assert len(storage.outbox.waiting(FIN, 9)) == 2


def test_conflicts_without_end_are_a_concurrent_write(aws):
    with injected(connexion.client, forever=CONFLIT) as calls, pytest.raises(EcritureConcurrente) as refus:
        storage.commit(*deposits(2))
    assert len(calls) == REPRISES
    assert not isinstance(refus.value, EcritureRefusee)
    assert storage.outbox.waiting(FIN, 9) == []


def test_a_condition_that_fails_beside_a_conflict_is_an_answer(aws):
    reponse = cancellation("ConditionalCheckFailed", "TransactionConflict")
    with injected(connexion.client, reponse) as calls, pytest.raises(EcritureRefusee) as refus:
        storage.commit(storage.cryptogrammes.consumption("image"), *deposits(1))
    assert (refus.value.noms, len(calls)) == ({"cryptogramme"}, 1)


@pytest.mark.parametrize("code", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_cancelled_by_throttling_is_out_of_reach_and_not_a_bug(aws, code):
    with injected(connexion.client, forever=cancellation("None", code)), pytest.raises(Indisponible):
        storage.commit(*deposits(2))


@pytest.mark.parametrize("code", ["AccessDeniedException", "ResourceNotFoundException", "ValidationException"])
def test_a_mistake_of_ours_is_not_taken_for_a_failure_of_the_store(aws, code):
    with injected(connexion.client, forever=refusal(code)), pytest.raises(TransactWriteError) as erreur:
        storage.commit(*deposits(1))
    assert erreur.value.cause_response_code == code
