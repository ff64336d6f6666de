"""The address service: what it answers, and every way in which it may not."""

import json
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib import services
from chalicelib.clients import adresses
from chalicelib.config import settings
from chalicelib.domain.adresses import Resultat
from chalicelib.domain.errors import Indisponible
from infra.local.exchange import Answer
from infra.local.server import PortalServer

LIEU = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [2.29, 49.897]},
    "properties": {
        "label": "8 Boulevard du Port 80000 Amiens", "score": 0.49, "housenumber": "8", "id": "80021_6590_00008",
        "name": "8 Boulevard du Port", "postcode": "80000", "citycode": "80021", "city": "Amiens",
        "type": "housenumber", "street": "Boulevard du Port", "_type": "address",
    },
}  # fmt: skip
VILLE = {"type": "Feature", "properties": {"label": "Amiens", "type": "municipality", "name": "Amiens"}}


def collection(*lieux):
    return Answer(200, (("Content-Type", "application/json"),), json.dumps({"features": lieux}).encode())


class Service:
    """Answers what it is told to, and keeps the questions."""

    def __init__(self):
        self.questions, self.reponse = [], collection(LIEU, VILLE)

    def handle(self, request):
        self.questions.append(parse_qs(urlsplit(request.target).query))
        return self.reponse() if callable(self.reponse) else self.reponse


@pytest.fixture
def service(monkeypatch):
    """A server of this machine in the place of the State's."""
    server, service = PortalServer(0), Service()
    server.open(service.handle)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("PORTAIL_SERVICE_ADRESSES", f"{server.origin}/search")
    settings.cache_clear()
    yield service
    server.shutdown()
    server.server_close()
    settings.cache_clear()


def test_the_best_places_are_asked_for_and_read(service):
    lieux = adresses.search("8 bd du port & co")
    assert lieux == (
        Resultat("housenumber", "8 Boulevard du Port 80000 Amiens", "8 Boulevard du Port", "80000", "Amiens"),
        Resultat("municipality", "Amiens", "Amiens", "", ""),
    )
    assert service.questions == [
        {"q": ["8 bd du port & co"], "limit": ["5"], "autocomplete": ["1"], "index": ["address"]}
    ]


def test_only_houses_and_streets_are_suggested(service):
    (suggestion,) = services.adresses.suggest(" 8 bd  du port ")
    assert (suggestion.lignes, suggestion.commune) == (("8 Boulevard du Port",), "Amiens")


def test_a_search_too_short_is_not_even_sent(service):
    assert services.adresses.suggest("8 b") == ()
    assert service.questions == []


def late():
    time.sleep(0.3)
    return collection(LIEU)


ODD = {
    "an error": Answer(500, (), b"{}"),
    "too many requests": Answer(429, (), b"<html>"),
    "a redirection": Answer(302, (("Location", "http://127.0.0.1:1/"),)),
    "a page": Answer(200, (("Content-Type", "text/html"),), b"<html>"),
    "another shape": Answer(200, (), b'{"features": [{"properties": {"label": 3}}]}'),
    "no list": Answer(200, (), b"[]"),
    "text that is none": Answer(200, (), b"\xff\xfe"),
    "too much": Answer(200, (), b" " * (adresses.LARGEST + 1) + b"{}"),
    "too late": late,
}


@pytest.mark.parametrize("reponse", ODD.values(), ids=ODD)
def test_whatever_else_it_answers_is_no_suggestion_and_quotes_nobody(service, reponse, monkeypatch, caplog):
    monkeypatch.setattr(adresses, "LECTURE", 0.1)
    adresses._pool.cache_clear()  # noqa: SLF001
    service.reponse = reponse
    with pytest.raises(Indisponible):
        adresses.search("8 rue secrète")
    assert services.adresses.suggest("8 rue secrète") == ()
    assert "secr" not in caplog.text
    adresses._pool.cache_clear()  # noqa: SLF001


def test_a_service_that_is_not_there_is_no_suggestion(monkeypatch):
    monkeypatch.setenv("PORTAIL_SERVICE_ADRESSES", "http://127.0.0.1:1/search")
    settings.cache_clear()
    assert services.adresses.suggest("8 bd du port") == ()
    settings.cache_clear()
