"""The simulated PayFiP before clients that know only the protocol: zeep, from its WSDL, and XML written by others."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta
from queue import Queue
from threading import Thread
from types import SimpleNamespace

import pytest
import zeep
from zeep.exceptions import Fault

from chalicelib import clock
from chalicelib.clients import payfip as client
from chalicelib.clients import soap
from chalicelib.domain.payfip import PARIS, PayFipIndisponible, RefusPayFip
from infra.local import payfip_notification
from infra.local.exchange import as_json
from infra.local.payfip_operations import Faute, Operations
from infra.local.payfip_reglages import Reglages, Tableau
from infra.local.server import PortalServer
from tests.payfip import ANNONCE, IDOP_INCONNU, simulateur

ESPACE = "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService"
ANNONCE_EN_TEXTE = {nom: str(valeur) for nom, valeur in ANNONCE.items()}


@pytest.fixture(scope="module")
def shared():
    """Started once; what a test does to it is undone."""
    with simulateur() as payfip:
        yield payfip


@pytest.fixture
def payfip(shared):
    yield shared
    shared.regler()
    shared.decalage = timedelta(0)
    shared.notifications.clear()


@pytest.fixture(scope="module")
def stranger(shared):
    """zeep, which has read nothing but the WSDL."""
    service = zeep.Client(f"{shared.service}?wsdl").service
    return lambda operation, **champs: getattr(service, operation)(arg0=champs)


def code_of(call, *arguments, **champs):
    with pytest.raises(Fault) as refused:
        call(*arguments, **champs)
    assert refused.value.code.endswith("Server")
    return refused.value.detail.find(f"{{{ESPACE}}}FonctionnelleErreur").findtext("code")


def post(url, body, **headers):
    """Status, text; a redirection is not followed."""
    request = urllib.request.Request(url, body.encode() if isinstance(body, str) else body, headers)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=10) as answer:
            return SimpleNamespace(status=answer.status, text=answer.read().decode(), headers=answer.headers)
    except urllib.error.HTTPError as error:
        return SimpleNamespace(status=error.code, text=error.read().decode(), headers=error.headers)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_what):
        return None


def get(url):
    return post(url, None)


def test_a_client_made_from_the_wsdl_pays_and_is_told_in_the_formats_of_the_protocol(payfip, stranger):
    assert stranger("recupererDetailClient", numCli="006382")["libelleN1"] == "Ville"
    idop = stranger("creerPaiementSecurise", **ANNONCE_EN_TEXTE)
    assert re.fullmatch(r"[0-9a-f-]{36}", idop)
    assert code_of(stranger, "recupererDetailPaiementSecurise", idOp=idop) == "P5"
    payfip.choisir(idop, "P")
    detail = stranger("recupererDetailPaiementSecurise", idOp=idop)
    known = {nom: detail[nom] for nom in ("exer", "mel", "montant", "numcli", "objet", "refdet", "saisie")}
    assert known == {nom: ANNONCE_EN_TEXTE[nom] for nom in known}
    assert (detail["idOp"], detail["resultrans"]) == (idop, "P")
    told = datetime.strptime(detail["dattrans"] + detail["heurtrans"], "%d%m%Y%H%M").replace(tzinfo=PARIS)
    assert abs(clock.now() - told) <= timedelta(minutes=2)
    assert detail["numauto"]


@pytest.mark.parametrize("resultat", "RZA")
def test_what_failed_has_no_numauto(payfip, stranger, resultat):
    idop = payfip.creer()
    payfip.choisir(idop, resultat)
    detail = stranger("recupererDetailPaiementSecurise", idOp=idop)
    assert (detail["resultrans"], detail["numauto"]) == (resultat, None)


@pytest.mark.parametrize(
    ("champ", "valeur", "code"),
    [
        ("mel", "a@b.c", "A2"),
        ("mel", "camille", "A2"),
        ("mel", f"{'a' * 80}@exemple.test", "A2"),
        ("refdet", "V26-7", "R3"),
        ("refdet", "V" * 31, "R3"),
        ("montant", "99", "SIM-MONTANT"),
        ("montant", "10000000", "SIM-MONTANT"),
        ("montant", "12,50", "SIM-MONTANT"),
        ("numcli", "6382", "SIM-NUMCLI"),
        ("objet", "Cantine d’été", "SIM-OBJET"),
        ("saisie", "P", "SIM-SAISIE"),
        ("exer", "26", "SIM-EXER"),
        ("urlnotif", "nulle part", "SIM-URL"),
    ],
)
def test_a_field_out_of_bounds_is_refused(payfip, stranger, champ, valeur, code):
    assert code_of(stranger, "creerPaiementSecurise", **{**ANNONCE_EN_TEXTE, champ: valeur}) == code


AUTRES = (
    """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pai="{espace}">
    <soapenv:Header/>
    <soapenv:Body>
        <pai:recupererDetailPaiementSecurise>
            <arg0>
                <idOp>{idop}</idOp>
            </arg0>
        </pai:recupererDetailPaiementSecurise>
    </soapenv:Body>
</soapenv:Envelope>
""",
    """<?xml version='1.0' encoding='ISO-8859-1'?><!-- é --><Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'
xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:r='http://securite.service.tpa.cp.finances.gouv.fr/requete'
><Body><x:recupererDetailPaiementSecurise xmlns:x='{espace}'><arg0 xmlns='' xsi:type='r:Demande'><idOp
xsi:type='xs:string'> <![CDATA[{idop}]]>
</idOp></arg0></x:recupererDetailPaiementSecurise></Body></Envelope>""",
)


@pytest.mark.parametrize("forme", AUTRES)
def test_xml_written_otherwise_means_the_same(payfip, forme):
    demande = forme.format(espace=ESPACE, idop=IDOP_INCONNU).encode("iso-8859-1")
    answer = post(payfip.service, demande, **{"Content-Type": "text/xml"})
    assert answer.status == 500
    faute = soap.body(soap.parse(answer.text.encode()))
    assert faute.text("faultcode") == "S:Server"
    assert faute.find("detail").enfants[0].text("code") == "P1"


@pytest.mark.parametrize(
    "corps",
    [
        "",
        "bonjour",
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        soap.envelope("<recupererDetailPaiementSecurise/>").decode(),
        soap.envelope(f'<recupererDetailClient xmlns="{ESPACE}"><arg0><numCli>006382</numCli></arg0>'
                      "</recupererDetailClient>").decode(),
        soap.envelope("<a>" * 50 + "</a>" * 50).decode(),
    ],
)  # fmt: skip
def test_what_is_no_request_of_this_service_is_a_protocol_error(payfip, corps):
    answer = post(payfip.service, corps, **{"Content-Type": "text/xml; charset=utf-8"})
    assert (answer.status, "TechProtocolaireErreur" in answer.text) == (500, True)


def open_page(payfip, idop):
    return get(f"{payfip.page}?idop={idop}")


def press(payfip, idop, resultat):
    return post(payfip.page, urllib.parse.urlencode({"idop": idop, "resultrans": resultat}))


def test_the_page_shows_the_amount_and_a_button_per_result_then_sends_the_browser_back(payfip):
    idop = payfip.creer(montant=123456, urlredirect="https://ailleurs.example/retour?x=1")
    page = open_page(payfip, idop)
    assert "1234,56\u00a0€" in page.text
    assert set(re.findall(r'name="resultrans" value="(.)"', page.text)) == set("PVARZ")
    assert "form-action 'self' https://ailleurs.example" in page.headers["Content-Security-Policy"]
    sent = press(payfip, idop, "P")
    assert (sent.status, sent.headers["Location"]) == (303, f"https://ailleurs.example/retour?x=1&idop={idop}")
    assert payfip.notifications == [(ANNONCE["urlnotif"], {"idop": idop})]


@pytest.fixture(scope="module")
def portail():
    """What a notified portal receives, one by one; it asks PayFiP before it answers, as the real one does."""
    received, server = Queue(), PortalServer(0)

    def handle(request):
        form = request.body.decode()
        received.put((request.headers["Content-Type"], form, client.detail(form.partition("=")[2]).resultat))
        return as_json({})

    server.open(handle)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield SimpleNamespace(url=f"{server.origin}/notification", take=lambda: received.get(timeout=10), received=received)
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("notification", "nombre"), [("normale", 1), ("double", 2), ("retard", 1)])
def test_a_result_is_notified_by_a_form_and_can_be_asked_for_at_that_moment(payfip, portail, notification, nombre):
    payfip.regler(notification=notification, champ="idOp", retard_s=0.05)
    idop = payfip.creer(urlnotif=portail.url)
    payfip.choisir(idop, "V")
    for _ in range(nombre):
        assert portail.take() == ("application/x-www-form-urlencoded", f"idOp={idop}", "V")
    assert portail.received.empty()


def test_a_portal_that_is_not_there_is_told_on_the_console(payfip, monkeypatch):
    said = Queue()
    monkeypatch.setattr(payfip_notification, "say", said.put)
    payfip.regler(notification="normale")
    payfip.choisir(payfip.creer(urlnotif="http://127.0.0.1:1/notification"), "P")
    assert "http://127.0.0.1:1/notification n’a pas abouti" in said.get(timeout=10)


def test_the_switches_are_kept_and_what_is_not_said_is_as_it_should_be(tmp_path, payfip):
    tableau = Tableau(tmp_path / "payfip.sqlite")
    tableau.prepare()
    assert tableau.read() == Reglages()
    tableau.write(Reglages(notification="aucune", alteration={"refdet": "X"}))
    assert Tableau(tmp_path / "payfip.sqlite").read().alteration == {"refdet": "X"}
    adresse = payfip.origin + "/_local/payfip/reglages"
    told = post(adresse, '{"notification": "double", "montant": 5}', **{"Content-Type": "application/json"})
    assert json.loads(told.text)["montant"] == 5
    assert json.loads(get(adresse).text)["notification"] == "double"
    sent = post(adresse, "retour=POST&montant=&retard_s=12", **{"Content-Type": "application/x-www-form-urlencoded"})
    assert (sent.status, payfip.reglages) == (303, Reglages(retour="POST", retard_s=12))
    page = post(adresse, None, Accept="text/html").text
    assert '<option value="POST" selected>' in page
    for refused in ('{"notification": "peut-être"}', '{"inconnu": 1}', "[]", "{"):
        assert post(adresse, refused, **{"Content-Type": "application/json"}).status == 400


def test_the_browser_may_go_back_by_post_with_the_other_name_of_the_field(payfip):
    payfip.regler(retour="POST", champ="idOp")
    idop = payfip.creer()
    page = press(payfip, idop, "A").text
    assert f'action="{ANNONCE["urlredirect"]}"' in page
    assert f'name="idOp" value="{idop}"' in page
    assert payfip.notifications == [(ANNONCE["urlnotif"], {"idOp": idop})]


def test_an_idop_works_once_and_for_a_quarter_of_an_hour(payfip):
    paye, tard = payfip.creer(), payfip.creer()
    press(payfip, paye, "P")
    assert "P3" in press(payfip, paye, "A").text
    assert f'href="{ANNONCE["urlredirect"]}?idop={paye}"' in open_page(payfip, paye).text
    payfip.avancer(minutes=15)
    assert "P4" in open_page(payfip, tard).text
    assert "P4" in press(payfip, tard, "P").text
    assert "P1" in open_page(payfip, IDOP_INCONNU).text
    assert "P1" in open_page(payfip, "%27").text
    assert press(payfip, payfip.creer(), "X").status == 400
    assert client.detail(paye).resultat == "P"


def test_an_abandon_may_become_a_success_within_two_minutes_and_nothing_else(payfip):
    idop = payfip.creer()
    press(payfip, idop, "A")
    assert set(re.findall(r'name="resultrans" value="(.)"', open_page(payfip, idop).text)) == set("PV")
    assert "P3" in press(payfip, idop, "R").text
    payfip.avancer(seconds=100)
    press(payfip, idop, "P")
    assert client.detail(idop).resultat == "P"
    trop_tard = payfip.creer()
    press(payfip, trop_tard, "A")
    payfip.avancer(minutes=2)
    assert "P3" in press(payfip, trop_tard, "P").text


def test_without_a_choice_the_result_stays_unknown_and_the_night_forgets_what_nobody_opened(payfip):
    opened, never = payfip.creer(), payfip.creer()
    open_page(payfip, opened)
    payfip.avancer(minutes=20)
    for idop in (opened, never):
        with pytest.raises(RefusPayFip, match="P5"):
            client.detail(idop)
    payfip.avancer(days=2)
    for idop, code in ((opened, "P5"), (never, "P1")):
        with pytest.raises(RefusPayFip, match=code):
            client.detail(idop)


def test_results_are_told_for_a_year(payfip):
    idop = payfip.creer()
    payfip.choisir(idop, "V")
    payfip.avancer(days=364)
    assert client.detail(idop).resultat == "V"
    payfip.avancer(days=2)
    with pytest.raises(RefusPayFip, match="P1"):
        client.detail(idop)


def test_two_choices_at_once_are_one(payfip):
    """The second has read the operation before the first wrote."""
    idop = payfip.creer()
    seen = payfip.operations.find(idop)

    class Late(Operations):
        def _usable(self, _idop):
            return seen

    payfip.choisir(idop, "R")
    with pytest.raises(Faute, match="P3"):
        Late(payfip.operations.file, payfip.now).choose(idop, "P")
    assert client.detail(idop).resultat == "R"


def test_one_operation_alone_may_break_down_and_the_detail_may_lie(payfip):
    idop = payfip.creer()
    payfip.choisir(idop, "P")
    payfip.regler(panne="indisponible", operation="creerPaiementSecurise", montant=1, alteration={"numcli": "000000"})
    with pytest.raises(PayFipIndisponible):
        payfip.creer()
    assert (client.detail(idop).montant, client.detail(idop).numcli) == (1, "000000")
