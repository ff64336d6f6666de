"""Mails at rest: held by one sender at a time, kept until they leave, set aside when they cannot."""

from datetime import timedelta

import pytest
from pynamodb.exceptions import UpdateError

from chalicelib import storage
from chalicelib.domain.courriel import CONSERVATION, ESSAIS, PRISE
from chalicelib.storage.tables import OutboxItem
from tests.exemples import FIN, LE, courriel

SECONDE = timedelta(seconds=1)


def deposit(*courriels):
    storage.commit(*map(storage.outbox.deposit, courriels))


def fail(courriel_id, fois=ESSAIS):
    """That many times, each as soon as its pause is over; gives the time then."""
    now = LE
    for _ in range(fois):
        tried = storage.outbox.claim(courriel_id, now)
        storage.outbox.postpone(tried, now)
        now += tried.pause
    return now


def test_a_mail_is_claimed_as_it_was_committed(aws):
    deposit(courriel())
    assert storage.outbox.claim("courriel-1", LE) == courriel(essais=1)


def test_what_waits_is_listed_oldest_first_up_to_the_limit(aws):
    deposit(*(courriel(rang, depose_le=LE - timedelta(hours=rang)) for rang in range(3)))
    assert storage.outbox.waiting(FIN, 10) == ["courriel-2", "courriel-1", "courriel-0"]
    assert storage.outbox.waiting(FIN, 2) == ["courriel-2", "courriel-1"]


def test_a_claimed_mail_is_held_for_a_minute_against_other_senders(aws):
    deposit(courriel())
    assert storage.outbox.claim("courriel-1", LE)
    assert storage.outbox.claim("courriel-1", LE) is None
    assert storage.outbox.claim("courriel-1", LE + PRISE - SECONDE) is None
    assert storage.outbox.claim("courriel-1", LE + PRISE) == courriel(essais=2)


def test_a_mail_that_failed_pauses_longer_each_time_six_hours_at_the_most(aws):
    deposit(courriel())
    pauses, now = [], LE
    for _ in range(ESSAIS):
        tried = storage.outbox.claim("courriel-1", now)
        storage.outbox.postpone(tried, now)
        assert storage.outbox.claim("courriel-1", now + tried.pause - SECONDE) is None
        pauses.append(tried.pause / PRISE)
        now += tried.pause
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]


def test_a_mail_that_pauses_keeps_nobody_waiting(aws):
    deposit(courriel(1), courriel(2, depose_le=LE + SECONDE))
    storage.outbox.postpone(storage.outbox.claim("courriel-1", LE), LE)
    assert storage.outbox.waiting(LE + SECONDE, 1) == ["courriel-2"]
    assert storage.outbox.waiting(LE + PRISE, 2) == ["courriel-2", "courriel-1"]


def test_a_sent_mail_waits_no_more_and_leaves_nothing_of_its_content(aws):
    deposit(courriel())
    storage.outbox.claim("courriel-1", LE)
    storage.outbox.sent("courriel-1", LE)
    assert storage.outbox.waiting(FIN, 10) == []
    assert storage.outbox.claim("courriel-1", LE + 2 * PRISE) is None
    item = OutboxItem.get("courriel-1")
    assert item.variables == {}
    assert item.expire_le == LE + CONSERVATION


def test_a_mail_that_never_was_is_nobodys_to_send_and_is_not_made(aws):
    assert storage.outbox.claim("courriel-9", LE) is None
    assert OutboxItem.count("courriel-9") == 0


def test_a_mail_is_tried_for_a_day_then_stays_for_a_person_to_look_at(aws):
    deposit(courriel())
    now = fail("courriel-1")
    for _ in range(2):
        assert storage.outbox.claim("courriel-1", now) is None
    assert [item.id for item in OutboxItem.par_attente.query(storage.outbox.ABANDON)] == ["courriel-1"]
    assert OutboxItem.get("courriel-1").variables == courriel().variables


def test_mails_given_up_do_not_keep_the_others_from_leaving(aws):
    deposit(*(courriel(rang) for rang in range(3)), courriel("neuf", depose_le=LE + SECONDE))
    for rang in range(3):
        fail(f"courriel-{rang}")
    for rang in range(3):
        assert storage.outbox.claim(f"courriel-{rang}", FIN) is None
    assert storage.outbox.waiting(FIN, 3) == ["courriel-neuf"]


def test_a_mail_held_for_its_last_try_is_not_given_up(aws):
    deposit(courriel())
    now = fail("courriel-1", fois=ESSAIS - 1)
    assert storage.outbox.claim("courriel-1", now)
    assert storage.outbox.claim("courriel-1", now + SECONDE) is None
    assert storage.outbox.waiting(FIN, 10) == ["courriel-1"]


@pytest.mark.parametrize(
    "gesture",
    [
        lambda _: storage.outbox.postpone(courriel(9), LE),
        lambda _: storage.outbox.keep(courriel(9), LE),
        lambda i: storage.outbox.sent(i, LE),
    ],
)
def test_telling_of_a_mail_that_is_gone_makes_no_mail(aws, gesture):
    with pytest.raises(UpdateError) as erreur:
        gesture("courriel-9")
    assert erreur.value.cause_response_code == "ConditionalCheckFailedException"
    assert OutboxItem.count("courriel-9") == 0


def test_a_message_kept_for_later_waits_until_then_and_loses_no_try(aws):
    deposit(courriel())
    for _ in range(2 * ESSAIS):
        storage.outbox.keep(storage.outbox.claim("courriel-1", LE), LE)
    storage.outbox.keep(storage.outbox.claim("courriel-1", LE), LE + 2 * PRISE)
    assert storage.outbox.waiting(LE + 2 * PRISE - SECONDE, 10) == []
    assert storage.outbox.waiting(LE + 2 * PRISE, 10) == ["courriel-1"]
    assert storage.outbox.claim("courriel-1", LE + 2 * PRISE) == courriel(essais=1)


def test_whose_compte_a_message_tells_of_is_kept_with_it(aws):
    deposit(courriel(compte="c1"))
    assert storage.outbox.claim("courriel-1", LE).compte == "c1"
