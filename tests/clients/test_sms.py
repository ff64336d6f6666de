"""Text messages as SNS takes them, or does not."""

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from chalicelib.clients import sms
from chalicelib.domain.errors import Indisponible
from tests.pannes import answer, injected, silence, unreachable

REFUS = b"<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>x</Message></Error></ErrorResponse>"


def down(panne):
    return injected(sms._sns(), forever=panne)  # noqa: SLF001 (where AWS is called)


def test_a_message_leaves_to_the_number_as_transactional_under_the_name_of_the_commune(aws):
    seen = []
    event = "before-parameter-build.sns.Publish"
    sms._sns().meta.events.register(event, lambda params, **_: seen.append(params["MessageAttributes"]))  # noqa: SLF001
    assert sms.send("+33639980001", "Bonjour")
    assert sns_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sms_messages.popitem()[1] == ("+33639980001", "Bonjour")
    assert {name: value["StringValue"] for name, value in seen[0].items()} == {
        "AWS.SNS.SMS.SMSType": "Transactional",
        "AWS.SNS.SMS.SenderID": "Valmont",
    }


@pytest.mark.parametrize("code", [b"InvalidParameter", b"OptedOut"])
def test_a_number_that_takes_no_messages_is_told_apart_from_a_failure(aws, code):
    with down(answer(400, REFUS % code)):
        assert not sms.send("+33639980001", "Bonjour")


@pytest.mark.parametrize(
    "panne",
    [answer(500), answer(400, REFUS % b"Throttling"), answer(200, b"<html>"), silence, unreachable],
    ids=["down", "throttled", "odd", "silence", "unreachable"],
)
def test_a_failure_is_told_as_such(aws, panne):
    with down(panne), pytest.raises(Indisponible):
        sms.send("+33639980001", "Bonjour")
