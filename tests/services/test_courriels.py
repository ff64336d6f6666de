"""The outbox leaves: each mail once, none lost."""

from datetime import timedelta

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib import clock, services, storage
from chalicelib.clients import ses
from chalicelib.config import settings
from chalicelib.domain.courriel import ESSAIS, PAUSE_MAXIMALE, PRISE
from chalicelib.domain.errors import Indisponible
from tests.exemples import FIN, courriel
from tests.pannes import answer, injected, silence, unreachable

PANNES = {
    "throttled": answer(429, b'{"message": "Too many requests"}'),
    "refused": answer(400, b'{"message": "MessageRejected"}'),
    "down": answer(500),
    "silence": silence,
    "unreachable": unreachable,
}


def deposit(*rangs, **changes):
    une_heure = timedelta(hours=1)
    courriels = [
        courriel(rang, depose_le=clock.now() - une_heure + timedelta(seconds=rang), **changes) for rang in rangs
    ]
    storage.commit(*map(storage.outbox.deposit, courriels))


def mailbox():
    return ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages


def down(panne=PANNES["refused"]):
    return injected(ses._ses(), forever=panne)  # noqa: SLF001 (where AWS is called)


def test_a_mail_leaves_from_the_commune_to_whom_it_is_for(aws):
    deposit(1)
    assert services.courriels.send("courriel-1")
    (message,) = mailbox()
    assert message.destinations["ToAddresses"] == ["amelie@exemple.fr"]
    assert message.source == f"{settings().commune.nom} <{settings().commune.expediteur}>"
    assert message.subject == "Votre identifiant pour vos démarches en ligne"
    assert "amélie.lire" in message.body


def test_a_mail_leaves_once_whoever_asks_again(aws):
    deposit(1)
    assert [services.courriels.send("courriel-1") for _ in range(3)] == [True, False, False]
    clock.offset += 2 * PRISE
    assert not services.courriels.send("courriel-1")
    assert services.courriels.send_pending() == 0
    assert len(mailbox()) == 1


@pytest.mark.parametrize("panne", PANNES.values(), ids=PANNES)
def test_a_mail_that_did_not_leave_is_kept_and_leaves_the_next_time(aws, panne):
    deposit(1)
    with down(panne), pytest.raises(Indisponible):
        services.courriels.send("courriel-1")
    assert storage.outbox.waiting(FIN, 10) == ["courriel-1"]
    assert mailbox() == []
    assert not services.courriels.send("courriel-1")
    clock.offset += PRISE
    assert services.courriels.send("courriel-1")
    assert len(mailbox()) == 1


def test_what_the_stream_missed_leaves_with_the_sweep_oldest_first(aws):
    deposit(3, 1, 2)
    assert services.courriels.send_pending() == 3
    assert services.courriels.send_pending() == 0
    assert [m.destinations["ToAddresses"] for m in mailbox()] == [["amelie@exemple.fr"]] * 3
    assert storage.outbox.waiting(FIN, 10) == []


def test_a_sweep_takes_no_more_than_its_limit(aws):
    deposit(*range(5))
    assert services.courriels.send_pending(2) == 2
    assert len(storage.outbox.waiting(FIN, 10)) == 3


def test_one_mail_that_cannot_leave_does_not_keep_the_others(aws):
    deposit(*range(3))
    with injected(ses._ses(), PANNES["refused"]):  # noqa: SLF001
        assert services.courriels.send_pending() == 2
    assert storage.outbox.waiting(FIN, 10) == ["courriel-0"]
    clock.offset += PRISE
    assert services.courriels.send_pending() == 1


def test_mails_that_never_leave_end_by_making_room(aws):
    deposit(*range(3))
    with down():
        for _ in range(ESSAIS):
            assert services.courriels.send_pending(3) == 0
            clock.offset += PAUSE_MAXIMALE
    deposit(9)
    assert services.courriels.send_pending(3) + services.courriels.send_pending(3) == 1
    assert len(mailbox()) == 1


def test_a_sender_that_died_keeps_its_mail_for_a_minute_only(aws):
    deposit(1)
    assert storage.outbox.claim("courriel-1", clock.now())
    assert services.courriels.send_pending() == 0
    clock.offset += PRISE
    assert services.courriels.send_pending() == 1


def test_a_mail_that_never_was_is_not_sent(aws):
    assert not services.courriels.send("courriel-9")
    assert mailbox() == []
