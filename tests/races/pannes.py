"""Faults on the wire, one call at a time: what AWS and PayFiP do to a program, and what a Lambda's end does.

A call is known by name (`UpdateItem cryptogrammes`) and rank, so that the k-th call is the same from one run to the
next even when calls go out together.
"""

import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from botocore.exceptions import ReadTimeoutError
from urllib3.exceptions import ReadTimeoutError as TimeoutDePayFip

from chalicelib.storage.connexion import connexion
from tests.races import tresor
from tests.races.alentours import CLIENTS, http

PREFIXE = "com.amazonaws.dynamodb.v20120810#"


class Mort(BaseException):
    """The process is killed: nothing catches it, nothing runs after it."""


@dataclass
class Panne:
    """`faute` strikes the call named `point`: its first attempt, or every one of them when it `dure`."""

    faute: str = ""
    point: str = ""
    dure: bool = False
    points: list = field(default_factory=list)
    """Every call seen, in order."""
    _calls: dict = field(default_factory=dict)
    _ranks: Counter = field(default_factory=Counter)
    struck: bool = False

    def strike(self, request, send):
        """What the SDK gets instead of an answer; None leaves the call alone."""
        if self._name(request) != self.point or (self.struck and not self.dure):
            return None
        self.struck = True
        return getattr(self, f"_{self.faute}")(request, send)

    def _name(self, request):
        """The same for the attempts of one call, which botocore numbers alike."""
        attempt_of = request.headers["amz-sdk-invocation-id"]
        if attempt_of not in self._calls:
            what = _target(request)
            self._ranks[what] += 1
            self._calls[attempt_of] = f"{what} {self._ranks[what]}"
            self.points.append(self._calls[attempt_of])
        return self._calls[attempt_of]

    def _throttle(self, request, _send):
        return _refusal(request, 400, "ThrottlingException")

    def _erreur_5xx(self, request, _send):
        return _refusal(request, 500, "InternalServerError")

    def _conflit(self, request, _send):
        corps = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
        return _refusal(request, 400, "TransactionCanceledException", corps)

    def _insense(self, request, send):
        """Done by PayFiP, and told in words that mean nothing."""
        send(request)
        return tresor.http(200, tresor.said("recupererDetailPaiementSecurise", {"idOp": "?", "resultrans": "Q"}))

    def _perdue(self, request, send):
        send(request)
        if isinstance(request, tresor.Appel):
            raise TimeoutDePayFip(None, request.url, "lost")
        raise ReadTimeoutError(endpoint_url=request.url)

    def _mort(self, request, send):
        send(request)
        raise Mort


def _target(request):
    """Operation and tables of DynamoDB, operation of PayFiP; method and service of the others."""
    if isinstance(request, tresor.Appel):
        return f"PayFiP {request.operation}"
    target = request.headers.get("X-Amz-Target")
    if target is None:
        return f"{request.method} {'sesv2' if 'email' in request.url else 's3'}"
    operation = (target.decode() if isinstance(target, bytes) else target).rsplit(".", 1)[1]
    return f"{operation} {json.loads(request.body).get('TableName', '')}".strip()


def _refusal(request, statut, code, corps=None):
    if isinstance(request, tresor.Appel):
        late = code == "ThrottlingException"
        return tresor.http(503, b"<html/>") if late else tresor.http(500, tresor.refused("TechDysfonctionnementErreur"))
    if "X-Amz-Target" in request.headers:
        return http(request, statut, json.dumps({"__type": PREFIXE + code, "message": code, **(corps or {})}).encode())
    if "email" in request.url:
        code = "TooManyRequestsException" if code == "ThrottlingException" else code
        return http(request, 429 if statut == 400 else 500, b"{}", x_amzn_ErrorType=code)
    code = "SlowDown" if code == "ThrottlingException" else "InternalError"
    xml = f"<Error><Code>{code}</Code></Error>".encode()
    return http(request, 503, xml, Content_Type="application/xml")


@contextmanager
def struck(panne, alentours):
    """Inside the block, `panne` sees every call of the portal to DynamoDB, S3, SES and PayFiP before it leaves."""

    def store(request, **_):
        return panne.strike(request, connexion.client._endpoint.http_session.send)  # noqa: SLF001

    def other(request, **_):
        return panne.strike(request, alentours.answer) or alentours.answer(request)

    def paid(appel):
        return panne.strike(appel, alentours.tresor.answer)

    hooks = [(connexion.client, "dynamodb", store, None)]
    hooks += [(made_once(), service, other, alentours.answer) for made_once, service in CLIENTS]
    for client, service, hook, usual in hooks:
        _exchange(client, service, usual, hook)
    alentours.tresor.guet = paid
    try:
        yield panne
    finally:
        alentours.tresor.guet = None
        for client, service, hook, usual in hooks:
            _exchange(client, service, hook, usual)


def _exchange(client, service, old, new):
    if old:
        client.meta.events.unregister(f"before-send.{service}.*", old)
    if new:
        client.meta.events.register(f"before-send.{service}.*", new)
