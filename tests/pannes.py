"""What AWS does on a bad day, injected under botocore: throttling, a broken answer, silence. Our code runs as it is."""

import json
from contextlib import contextmanager
from io import BytesIO

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError


class Corps(BytesIO):
    """The body of an answer, as urllib3 gives it."""

    def stream(self, **_):
        yield self.read()


def answer(statut, corps=b""):
    """An HTTP answer, instead of the call: the address is changed so that the emulator does not apply it either."""

    def panne(request):
        request.url = "https://panne.invalid/"
        return AWSResponse(request.url, statut, {}, Corps(corps))

    return panne


def refusal(code, statut=400, **corps):
    """An error of DynamoDB, by its code."""
    erreur = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "injected", **corps}
    return answer(statut, json.dumps(erreur).encode())


def cancellation(*codes):
    """A transaction cancelled for these reasons, one per write, in the order in which they were sent."""
    reasons = [{"Code": code, "Message": "injected"} if code != "None" else {"Code": "None"} for code in codes]
    return refusal("TransactionCanceledException", CancellationReasons=reasons)


def silence(request):
    """The call left, no answer came."""
    raise ReadTimeoutError(endpoint_url=request.url)


def unreachable(request):
    """The call did not leave."""
    raise ConnectTimeoutError(endpoint_url=request.url)


@contextmanager
def injected(client, *pannes, forever=None):
    """Each HTTP call meets the next of `pannes` (None lets it through), then `forever`.

    Gives the list of operations sent, retries included.
    """
    calls, reste = [], list(pannes)

    def before_send(request, **_):
        target = request.headers.get("X-Amz-Target", request.method)
        calls.append((target.decode() if isinstance(target, bytes) else target).rpartition(".")[2])
        panne = reste.pop(0) if reste else forever
        return panne(request) if panne else None

    service = client.meta.service_model.service_id.hyphenize()
    client.meta.events.register_first(f"before-send.{service}", before_send)
    try:
        yield calls
    finally:
        client.meta.events.unregister(f"before-send.{service}", before_send)
