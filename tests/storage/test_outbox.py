"""Mails at rest: held by one sender at a time, kept until they leave, set aside when they cannot."""

from datetime import timedelta

import pytest
from pynamodb.exceptions import UpdateError

from chalicelib import storage
from chalicelib.domain.courriel import CONSERVATION, ESSAIS, PRISE
from chalicelib.storage.tables import OutboxItem
from tests.exemples import LE, courriel

SECONDE = timedelta(seconds=1)


def deposit(*courriels):
    storage.commit(*map(storage.outbox.deposit, courriels))


def fail(courriel_id, now=LE, fois=ESSAIS):
    for _ in range(fois):
        assert storage.outbox.claim(courriel_id, now)
        storage.outbox.release(courriel_id)


def test_a_mail_is_claimed_as_it_was_committed(aws):
    deposit(courriel())
    assert storage.outbox.claim("courriel-1", LE) == courriel()


def test_what_waits_is_listed_oldest_first_up_to_the_limit(aws):
    deposit(*(courriel(rang, depose_le=LE - timedelta(hours=rang)) for rang in range(3)))
    assert storage.outbox.waiting(10) == ["courriel-2", "courriel-1", "courriel-0"]
    assert storage.outbox.waiting(2) == ["courriel-2", "courriel-1"]


def test_a_claimed_mail_is_held_for_a_minute_against_other_senders(aws):
    deposit(courriel())
    assert storage.outbox.claim("courriel-1", LE)
    assert storage.outbox.claim("courriel-1", LE) is None
    assert storage.outbox.claim("courriel-1", LE + PRISE - SECONDE) is None
    assert storage.outbox.claim("courriel-1", LE + PRISE) == courriel()


def test_a_released_mail_may_be_taken_at_once(aws):
    deposit(courriel())
    storage.outbox.claim("courriel-1", LE)
    storage.outbox.release("courriel-1")
    assert storage.outbox.waiting(10) == ["courriel-1"]
    assert storage.outbox.claim("courriel-1", LE) == courriel()


def test_a_sent_mail_waits_no_more_and_leaves_nothing_of_its_content(aws):
    deposit(courriel())
    storage.outbox.claim("courriel-1", LE)
    storage.outbox.sent("courriel-1", LE)
    assert storage.outbox.waiting(10) == []
    assert storage.outbox.claim("courriel-1", LE + 2 * PRISE) is None
    item = OutboxItem.get("courriel-1")
    assert item.variables == {}
    assert item.expire_le == LE + CONSERVATION


def test_a_mail_that_never_was_is_nobodys_to_send_and_is_not_made(aws):
    assert storage.outbox.claim("courriel-9", LE) is None
    assert OutboxItem.count("courriel-9") == 0


def test_a_mail_is_tried_eight_times_then_stays_for_a_person_to_look_at(aws):
    deposit(courriel())
    fail("courriel-1")
    for _ in range(2):
        assert storage.outbox.claim("courriel-1", LE + timedelta(days=1)) is None
    assert [item.id for item in OutboxItem.par_attente.query(storage.outbox.ABANDON)] == ["courriel-1"]
    assert OutboxItem.get("courriel-1").variables == courriel().variables


def test_mails_given_up_do_not_keep_the_others_from_leaving(aws):
    deposit(*(courriel(rang) for rang in range(3)), courriel("neuf", depose_le=LE + SECONDE))
    for rang in range(3):
        fail(f"courriel-{rang}")
    for courriel_id in storage.outbox.waiting(3):
        assert storage.outbox.claim(courriel_id, LE) is None
    assert storage.outbox.waiting(3) == ["courriel-neuf"]


def test_a_mail_held_for_its_last_try_is_not_given_up(aws):
    deposit(courriel())
    fail("courriel-1", fois=ESSAIS - 1)
    assert storage.outbox.claim("courriel-1", LE)
    assert storage.outbox.claim("courriel-1", LE + SECONDE) is None
    assert storage.outbox.waiting(10) == ["courriel-1"]


@pytest.mark.parametrize("gesture", [storage.outbox.release, lambda i: storage.outbox.sent(i, LE)])
def test_telling_of_a_mail_that_is_gone_makes_no_mail(aws, gesture):
    with pytest.raises(UpdateError) as erreur:
        gesture("courriel-9")
    assert erreur.value.cause_response_code == "ConditionalCheckFailedException"
    assert OutboxItem.count("courriel-9") == 0
