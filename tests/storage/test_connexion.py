"""A store that does not answer, whatever the way it fails, is Indisponible and not a bug."""

from types import SimpleNamespace

import botocore.endpoint
import pytest

from chalicelib import storage
from chalicelib.domain.errors import Indisponible
from chalicelib.storage.connexion import connexion
from tests.exemples import FIN, LE, courriel
from tests.pannes import answer, injected, refusal, silence, unreachable

PANNES = {
    "throttled": refusal("ThrottlingException"),
    "over capacity": refusal("ProvisionedThroughputExceededException"),
    "over quota": refusal("RequestLimitExceeded"),
    "internal error": refusal("InternalServerError", 500),
    "unavailable": refusal("ServiceUnavailable", 503),
    "bad gateway": answer(502, b"<html>Bad Gateway</html>"),
    "unavailable, without a word": answer(503),
    "silence": silence,
    "unreachable": unreachable,
}
APPELS = {
    "commit": lambda: storage.commit(storage.outbox.deposit(courriel())),
    "get": lambda: storage.comptes.find("c1"),
    "query": lambda: storage.demandes.find("D26-7KQF-3MXP"),
    "index": lambda: storage.demandes.of_queues(["a#b", "c#d"], None),
    "put": lambda: storage.cryptogrammes.save("image", LE),
    "update": lambda: storage.cryptogrammes.count_try("image", "requete", LE),
    "delete": lambda: storage.sessions.delete("empreinte"),
    "claim": lambda: storage.outbox.claim("courriel-1", LE),
}


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch):
    """botocore's, up to three seconds between two attempts."""
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda _: None))


@pytest.mark.parametrize("panne", PANNES.values(), ids=PANNES)
def test_a_store_that_does_not_answer_is_indisponible_whatever_the_call(aws, panne):
    for appel in APPELS.values():
        with injected(connexion.client, forever=panne) as calls, pytest.raises(Indisponible):
            appel()
        assert 3 <= len(calls) <= 6, "three attempts for each call, and no more"


@pytest.mark.parametrize("panne", PANNES.values(), ids=PANNES)
def test_a_failure_that_does_not_last_is_not_seen(aws, panne):
    with injected(connexion.client, panne):
        storage.commit(storage.outbox.deposit(courriel()))
    assert len(storage.outbox.waiting(FIN, 9)) == 1


def test_the_attempts_end_well_before_the_gateway_gives_up(aws):
    config = connexion.client.meta.config
    attempts = config.retries["total_max_attempts"]
    backoff = 3
    assert attempts * (config.connect_timeout + config.read_timeout) + backoff < 29 / 2
