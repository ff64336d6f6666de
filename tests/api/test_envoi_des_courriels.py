"""The Lambda functions behind the outbox, called as AWS calls them: by its stream, and every five minutes."""

from datetime import timedelta

import pytest
from chalice.local import LambdaContext
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from app import envoyer_courriels, relancer_courriels
from chalicelib import clock, storage
from chalicelib.clients import ses
from chalicelib.domain.courriel import ESSAIS
from chalicelib.storage.tables import OutboxItem
from tests.exemples import courriel
from tests.pannes import answer, injected

REFUS = answer(400, b'{"message": "Email address is not verified: amelie@exemple.fr"}')
PAUSE = timedelta(minutes=5)
"""The sweep's period, longer than what follows a first failure."""
CONTEXT = LambdaContext("portail", memory_size=1024)


@pytest.fixture
def deposes(aws):
    """Three mails that wait, oldest first."""
    ids = [f"courriel-{rang}" for rang in (1, 2, 3)]
    for rang in (1, 2, 3):
        depose_le = clock.now() - timedelta(minutes=10 - rang)
        storage.commit(storage.outbox.deposit(courriel(rang, depose_le=depose_le)))
    return ids


def record(id_, rank, kind="INSERT"):
    """As the stream of the table writes it (NEW_IMAGE)."""
    item = OutboxItem.get(id_).serialize()
    return {
        "eventID": f"evenement-{rank}",
        "eventName": kind,
        "eventSource": "aws:dynamodb",
        "eventVersion": "1.1",
        "awsRegion": "eu-west-3",
        "dynamodb": {
            "Keys": {"id": {"S": id_}},
            "NewImage": item,
            "SequenceNumber": str(rank),
            "StreamViewType": "NEW_IMAGE",
        },
    }


def send(*records):
    return envoyer_courriels({"Records": list(records)}, CONTEXT)


def relaunch():
    return relancer_courriels({}, CONTEXT)


def sent():
    return [mail.destinations["ToAddresses"][0] for mail in ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages]


def waiting():
    return [item.id for item in OutboxItem.scan() if item.en_attente]


def refusing(*pannes, **more):
    return injected(ses._ses(), *pannes, **more)  # noqa: SLF001 (where AWS is called)


def test_each_mail_committed_leaves(deposes):
    assert send(*[record(id_, rank) for rank, id_ in enumerate(deposes)]) == {"batchItemFailures": []}
    assert len(sent()) == 3
    assert waiting() == []


def test_a_record_that_comes_twice_sends_once(deposes):
    for _ in range(2):
        send(record(deposes[0], 1), record(deposes[0], 1))
    assert len(sent()) == 1


def test_nothing_of_a_mail_stays_once_it_has_left(deposes):
    send(record(deposes[0], 1))
    item = OutboxItem.get(deposes[0])
    assert (item.variables, item.en_attente) == ({}, None)
    assert item.expire_le - clock.now() > timedelta(days=29)


def test_only_the_mails_that_failed_are_given_back_to_the_stream(deposes):
    with refusing(None, REFUS):
        given_back = send(*[record(id_, rank) for rank, id_ in enumerate(deposes)])
    assert given_back == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert waiting() == [deposes[1]]
    clock.offset += PAUSE
    assert send(record(deposes[1], 1)) == {"batchItemFailures": []}
    assert len(sent()) == 3


def test_a_batch_that_fails_whole_is_given_back_too_without_a_word_of_its_content(deposes, capfd):
    with refusing(forever=REFUS):
        given_back = send(record(deposes[0], 1), record(deposes[1], 2))
    assert given_back == {"batchItemFailures": [{"itemIdentifier": "1"}, {"itemIdentifier": "2"}]}
    assert "amelie" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("kind", ["MODIFY", "REMOVE"])
def test_the_stream_s_echo_of_our_own_writes_sends_nothing(deposes, kind):
    assert send(record(deposes[0], 1, kind)) == {"batchItemFailures": []}
    assert sent() == []
    assert OutboxItem.get(deposes[0]).essais == 0


def test_a_short_failure_of_the_mail_service_does_not_use_up_the_tries(deposes):
    """Each failed try writes to the table twice, and the stream says so: that must not cause the next try."""
    with refusing(forever=REFUS):
        send(record(deposes[0], 1))
        for rank in range(2, 2 + 2 * ESSAIS):
            send(record(deposes[0], rank, "MODIFY"))
    clock.offset += PAUSE
    assert relaunch() == 3


def test_the_sweep_sends_what_the_stream_missed_and_says_how_many(deposes):
    send(record(deposes[0], 1))
    assert relaunch() == 2
    assert relaunch() == 0
    assert len(sent()) == 3


def test_the_sweep_passes_over_what_the_mail_service_refuses(deposes):
    with refusing(REFUS):
        assert relaunch() == 2
    assert waiting() == [deposes[0]]
    clock.offset += PAUSE
    assert relaunch() == 1


def test_a_mail_deleted_meanwhile_is_passed_over(deposes):
    event = record(deposes[0], 1)
    OutboxItem.get(deposes[0]).delete()
    assert send(event) == {"batchItemFailures": []}


def test_the_mails_of_a_whole_demande_leave_with_their_words(portail):
    numero = portail.logged_in().submit().json_body["numero"]
    assert relaunch() == 2
    mails = {mail.subject: mail.body for mail in ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages}
    assert set(mails) == {
        "Votre identifiant pour vos démarches en ligne",
        f"Portage de repas à domicile\u00a0: votre demande {numero} est enregistrée",
    }
    assert all("inutile d’y répondre" in body for body in mails.values())
