"""What is said to PayFiP, to the letter, and every way in which it may not answer."""

import json
import os
import threading
from contextlib import contextmanager
from itertools import takewhile
from socket import create_server

import pytest

from chalicelib.clients import payfip, soap
from chalicelib.config import settings
from chalicelib.domain.errors import Indisponible
from chalicelib.domain.payfip import Creation, HorsProtocole, PayFipIndisponible, RefusPayFip, reduce_objet
from infra.local.exchange import Answer
from infra.local.server import PortalServer
from tests.payfip import ANNONCE, IDOP_INCONNU, simulateur

XML = (("Content-Type", "text/xml;charset=utf-8"),)
IDOP = "cc0cb210-1cd4-11ea-8cca-0213ad91a103"


def returned(operation, champs):
    """As another server writes it: other prefixes, and children in a namespace."""
    children = "".join(f"<r:{nom}>{valeur}</r:{nom}>" for nom, valeur in champs.items())
    return soap.envelope(
        f'<n:{operation}Response xmlns:n="{payfip.ESPACE}"><return xmlns:r="urn:r">{children}</return>'
        f"</n:{operation}Response>"
    )


def detail(**champs):
    whole = {
        "dattrans": "24112026", "exer": "2026", "heurtrans": "0059", "idOp": IDOP, "mel": "a@exemple.test",
        "montant": "1250", "numauto": "1234", "numcli": "006382", "objet": "Cantine", "refdet": "V26ABCDEF",
        "resultrans": "P", "saisie": "T",
    }  # fmt: skip
    return returned("recupererDetailPaiementSecurise", {**whole, **champs})


class Service:
    """Answers what it is told to, and keeps what it was asked."""

    def __init__(self):
        self.demandes, self.status, self.octets = [], 200, detail()

    def handle(self, request):
        self.demandes.append(request)
        return Answer(self.status, XML, self.octets)


@contextmanager
def pointed_at(url, monkeypatch):
    """The commune whose service is at `url`."""
    brute = json.loads(os.environ["PORTAIL_COMMUNE"])
    monkeypatch.setenv("PORTAIL_COMMUNE", json.dumps({**brute, "payfip_service": url}))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server, service = PortalServer(0), Service()
    server.open(service.handle)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    with pointed_at(f"{server.origin}/securite", monkeypatch):
        yield service
    server.shutdown()
    server.server_close()


def test_a_payment_is_announced_in_the_order_of_the_protocol_unqualified_and_escaped(service):
    service.octets = returned("creerPaiementSecurise", {"idOp": IDOP})
    assert payfip.creer(Creation(**{**ANNONCE, "urlnotif": "https://x.example/n?a=1&b=<2>"})) == IDOP
    (demande,) = service.demandes
    assert demande.headers["SOAPAction"] == '""'
    assert demande.headers["Content-Type"] == "text/xml; charset=utf-8"
    operation = soap.body(soap.parse(demande.body))
    assert (operation.espace, operation.nom) == (payfip.ESPACE, "creerPaiementSecurise")
    (argument,) = operation.enfants
    assert (argument.espace, argument.nom) == ("", "arg0")
    assert [(champ.espace, champ.nom) for champ in argument.enfants] == [
        ("", nom)
        for nom in ("exer", "mel", "montant", "numcli", "objet", "refdet", "saisie", "urlnotif", "urlredirect")
    ]
    assert argument.text("urlnotif") == "https://x.example/n?a=1&b=<2>"
    assert argument.text("montant") == "1250"


def test_a_detail_is_read_whatever_its_prefixes_and_its_minute_is_that_of_paris(service):
    lu = payfip.detail(IDOP)
    assert (lu.idop, lu.resultat, lu.montant, lu.numcli, lu.refdet, lu.saisie) == (
        IDOP, "P", 1250, "006382", "V26ABCDEF", "T",
    )  # fmt: skip
    assert lu.le.isoformat() == "2026-11-23T23:59:00+00:00"


def test_a_date_that_means_nothing_does_not_hide_a_payment(service):
    service.octets = detail(dattrans="31022026", heurtrans="")
    assert (payfip.detail(IDOP).resultat, payfip.detail(IDOP).le) == ("P", None)


NONSENSE = {
    "empty": b"",
    "html": b"<html><p>Maintenance<br></html>",
    "cut": detail()[:-20],
    "another operation": detail(idOp=IDOP_INCONNU),
    "unknown result": detail(resultrans="Q"),
    "no result": detail(resultrans=""),
    "decimals": detail(montant="12.50"),
    "negative": detail(montant="-1250"),
    "huge": detail(montant="9" * 40),
    "other digits": detail(montant="١٢٥٠"),
    "another answer": returned("creerPaiementSecurise", {"idOp": IDOP}),
    "no envelope": b"<return/>",
    "entities": b'<!DOCTYPE d [<!ENTITY a "P">]>' + detail(resultrans="&a;").partition(b"?>")[2],
    "entity outside": b'<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x"><d/>',
    "too long": detail(objet="a" * 70_000),
    "too deep": soap.envelope("<a>" * 40 + "</a>" * 40),
    "bad bytes": detail().replace(b"Cantine", b"Cantin\xe9"),
}


@pytest.mark.parametrize("sort", NONSENSE)
def test_nonsense_is_an_answer_that_never_came(service, sort):
    service.octets = NONSENSE[sort]
    with pytest.raises(PayFipIndisponible) as told:
        payfip.detail(IDOP)
    assert isinstance(told.value, Indisponible)
    assert told.value.constat
    assert "réessayez" in told.value.detail


@pytest.mark.parametrize("idop", ["", "12", f"{IDOP}x", "zc0cb210-1cd4-11ea-8cca-0213ad91a103"])
def test_an_idop_that_is_none_is_not_given_to_anybody(service, idop):
    service.octets = returned("creerPaiementSecurise", {"idOp": idop})
    with pytest.raises(PayFipIndisponible):
        payfip.creer(Creation(**ANNONCE))


@pytest.mark.parametrize("status", [301, 400, 404, 429, 502, 503])
def test_an_http_error_is_no_answer_even_with_a_detail_in_it(service, status):
    service.status = status
    with pytest.raises(PayFipIndisponible) as told:
        payfip.detail(IDOP)
    assert told.value.constat == f"HTTP {status}"


def test_every_breakdown_of_payfip_is_told_apart_from_its_refusals():
    with simulateur() as simule:
        idop = simule.creer()
        for panne in ("technique", "indisponible", "protocole", "http", "charabia", "silence"):
            simule.pannes.append(panne)
            with pytest.raises(PayFipIndisponible):
                payfip.detail(idop)
        simule.regler(panne="code", code="T7")
        with pytest.raises(RefusPayFip) as refus:
            payfip.detail(idop)
        assert (refus.value.code, refus.value.libelle) == ("T7", "La demande est refusée")


def test_an_answer_that_drips_does_not_hold_anybody_beyond_the_delay(monkeypatch):
    over = threading.Event()

    def drip(listener):
        connection, _ = listener.accept()
        with connection:
            for _ in takewhile(lambda _: not over.wait(0.05), range(100)):
                connection.sendall(b"H")

    with create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=drip, args=(listener,), daemon=True).start()
        with pointed_at(f"http://127.0.0.1:{listener.getsockname()[1]}/", monkeypatch):
            monkeypatch.setattr(payfip, "DELAI", 0.3)
            with pytest.raises(PayFipIndisponible) as told:
                payfip.detail(IDOP)
        over.set()
    assert told.value.constat == "délai dépassé"


def test_nobody_there_is_an_answer_too(monkeypatch):
    with pointed_at("http://127.0.0.1:1/", monkeypatch), pytest.raises(PayFipIndisponible):
        payfip.detail(IDOP)


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("montant", 99), ("montant", 0), ("montant", -100), ("montant", 10_000_000), ("mel", "a@b.c"),
        ("mel", f"{'a' * 75}@b.test"), ("mel", "camille.exemple"), ("numcli", "6382"), ("numcli", "٠٠٦٣٨٢"),
        ("objet", "Cantine d’été"), ("objet", "a" * 101), ("refdet", "V26"), ("refdet", "V26-7KQF"),
        ("saisie", "P"), ("exer", 26),
    ],
)  # fmt: skip
def test_what_payfip_would_refuse_is_not_sent(champ, valeur):
    with pytest.raises(HorsProtocole) as refus:
        Creation(**{**ANNONCE, champ: valeur})
    assert refus.value.champ == champ


@pytest.mark.parametrize(
    ("texte", "objet"),
    [
        ("Factures n° 2026-118 & 2026-119", "Factures n 2026 118 2026 119"),
        ("  Cantine d’été, œuvres ", "Cantine d ete uvres"),
        ("é" * 150, "e" * 100),
        ("€", ""),
        ("a" * 99 + " b", "a" * 99),
    ],
)
def test_an_objet_keeps_the_letters_that_payfip_takes(texte, objet):
    assert reduce_objet(texte) == objet
    Creation(**{**ANNONCE, "objet": reduce_objet(texte)})
