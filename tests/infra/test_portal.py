"""The whole local portal, as its own process."""

import http.client
import os
import re
import signal
import subprocess
import time
import urllib.request
import uuid
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.clients import soap
from chalicelib.clients.payfip import ESPACE
from chalicelib.clock import PARIS
from chalicelib.domain.jours_ouvres import is_ferie
from tests.payfip import ANNONCE

ROOT = Path(__file__).parents[2]


def log_in(portal):
    """The cookie of the validated compte of the demonstration."""
    compte = portal.call("/_local/demonstration")[0]["comptes"][0]
    body = {"identifiant": compte["identifiant"], "mot_de_passe": compte["mot_de_passe"]}
    return portal.call("/api/session", body)[1]["Set-Cookie"].split(";")[0]


def ask_for_an_act(portal, cookie):
    adresse = {"lignes": ["1 rue du Test"], "code_postal": "62990", "commune": "Valmont-sur-Lys"}
    reponses = {"lieu": "commune", "nom": "Lire", "prenoms": "Augustin", "date_deces": "2004-09-30", "adresse": adresse}
    body = {"demarche": "acte-deces", "version": 2, "reponses": reponses, "pieces": {}}
    headers = {"Cookie": cookie, "Idempotency-Key": str(uuid.uuid4())}
    return portal.call("/api/demandes", body, **headers)[0]["numero"]


def status(portal, method, path, cookie=""):
    with closing(http.client.HTTPConnection(portal.origin.removeprefix("http://"), timeout=10)) as connection:
        connection.request(method, path, headers={"Cookie": cookie} if cookie else {})
        return connection.getresponse().status


def announce_a_payment(portal):
    """Its idOp, at the simulated PayFiP of the portal."""
    champs = {**ANNONCE, "urlnotif": f"{portal.origin}/api/paiements/notification"}
    arguments = "".join(soap.tag(nom, str(valeur)) for nom, valeur in champs.items())
    body = f'<p:creerPaiementSecurise xmlns:p="{ESPACE}"><arg0>{arguments}</arg0></p:creerPaiementSecurise>'
    address = f"{portal.origin}/_local/payfip/tpa/services/securite"
    with urllib.request.urlopen(address, soap.envelope(body), timeout=10) as answer:
        return soap.body(soap.parse(answer.read())).find("return").text("idOp")


def test_a_demande_and_a_payment_just_acknowledged_survive_kill_9(portal):
    portal.start()
    cookie = log_in(portal)
    idop, numero = announce_a_payment(portal), ask_for_an_act(portal, cookie)
    portal.end(signal.SIGKILL)
    portal.start()
    demande = portal.call(f"/api/demandes/{numero}", Cookie=cookie)[0]
    assert (demande["numero"], demande["etat"]) == (numero, "en_cours")
    page = f"{portal.origin}/_local/payfip/tpa/paiementws.web?idop={idop}"
    with urllib.request.urlopen(page, timeout=10) as answer:
        assert "12,50\u00a0€" in answer.read().decode()


def test_its_mail_leaves_in_the_end(running):
    numero = ask_for_an_act(running, log_in(running))
    deadline = time.monotonic() + 10
    while not any(numero in mail["objet"] for mail in running.call("/_local/courriels")[0]):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_demonstration_logins_are_printed_and_all_open_a_session(running):
    logins = running.call("/_local/demonstration")[0]
    assert [compte["etat"] for compte in logins["comptes"]] == ["valide", "en_attente"]
    assert len(logins["agents"]) == 9
    for compte in logins["comptes"]:
        assert compte["mot_de_passe"] in running.console()
        body = {"identifiant": compte["identifiant"], "mot_de_passe": compte["mot_de_passe"]}
        assert running.call("/api/session", body)[0]["etat"] == compte["etat"]
    for agent in logins["agents"]:
        assert agent["mot_de_passe"] in running.console()
        body = {"courriel": agent["courriel"], "mot_de_passe": agent["mot_de_passe"]}
        found = running.call("/api/agents/session", body)[0]
        assert [service["slug"] for service in found["services"]] == agent["services"]


def test_a_second_start_keeps_the_demonstration_as_it_was(portal):
    portal.start()
    cookie = log_in(portal)
    before = portal.call("/api/demandes", Cookie=cookie)[0]
    assert portal.end(signal.SIGTERM) == 0
    portal.start()
    assert portal.call("/api/demandes", Cookie=cookie)[0] == before
    assert len(before["elements"]) == 5


def test_a_first_start_interrupted_half_way_is_made_again(portal):
    portal.start()
    portal.end(signal.SIGTERM)
    (portal.data / "preparation").touch()
    portal.start()
    assert len(portal.call("/api/demandes", Cookie=log_in(portal))[0]["elements"]) == 5


def test_an_attached_file_is_downloaded_through_its_signed_link(running):
    cookie = log_in(running)
    numero = next(
        demande["numero"]
        for demande in running.call("/api/demandes", Cookie=cookie)[0]["elements"]
        if demande["concerne"] == "Léo Marchand"
    )
    link = running.call(f"/api/demandes/{numero}/pieces/domicile/0", Cookie=cookie)[0]["url"]
    with urllib.request.urlopen(link, timeout=10) as answer:
        assert answer.read().startswith(b"%PDF-")
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_cryptogramme_comes_solved_and_opens_the_form(running):
    drawn = running.call("/api/cryptogrammes", {})[0]
    solved = running.call(f"/_local/cryptogrammes/{drawn['id']}")[0]
    assert solved["id"] == drawn["id"]
    adresse = {"lignes": ["1 rue du Test"], "code_postal": "62990", "commune": "Valmont-sur-Lys"}
    reponses = {"lieu": "commune", "nom": "Lire", "prenoms": "Augustin", "date_deces": "2004-09-30", "adresse": adresse}
    contact = {"nom": "Martin", "prenom": "Paul", "courriel": "paul.martin@exemple.fr"}
    body = {"demarche": "acte-deces", "version": 2, "reponses": reponses, "contact": contact, "cryptogramme": solved}
    answer, _ = running.call("/api/demandes", body, **{"Idempotency-Key": str(uuid.uuid4())})
    assert answer["etat"] == "en_cours"


def test_the_clock_moves_and_stays_moved_after_a_restart(portal):
    portal.start()
    cookie = log_in(portal)
    assert portal.call("/_local/horloge", {"avance_s": 3600})[0] == {"avance_s": 3600}
    assert portal.call("/api/session", Cookie=cookie)[0]["etat"] == "valide"
    assert portal.call("/_local/horloge", {"avance_s": 4000})[0] == {"avance_s": 7600}
    assert status(portal, "GET", "/api/session", cookie) == 401
    portal.end(signal.SIGKILL)
    portal.start()
    assert status(portal, "GET", "/api/session", cookie) == 401


def test_an_sms_waits_for_the_doors_to_open_then_rings(portal):
    portal.start()
    portal.call("/_local/horloge", {"avance_s": seconds_until_a_tuesday_morning()})
    deadline = time.monotonic() + 10
    while len(received := portal.call("/_local/sms")[0]) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert {sms["destinataire"] for sms in received} == {"+33600000002"}
    assert all(set(sms) == {"destinataire", "texte", "envoye_le"} for sms in received)
    assert any("enregistrée" in sms["texte"] for sms in received)


def seconds_until_a_tuesday_morning():
    """Of a week without public holidays."""
    now = datetime.now(PARIS)
    matin = (now + timedelta(days=(1 - now.weekday()) % 7 or 7)).replace(hour=9, minute=0)
    while is_ferie(matin.date(), "62999"):
        matin += timedelta(days=7)
    return int((matin - now).total_seconds())


def test_an_address_is_suggested_by_the_streets_of_the_demonstration(running):
    (found,) = running.call("/api/adresses?q=12%20rue%20des%20til")[0]["elements"]
    assert (found["lignes"], found["commune"]) == (["12 Rue des Tilleuls"], "Valmont-sur-Lys")


def test_agents_find_something_in_each_of_their_queues_of_comptes(running):
    agent = running.call("/_local/demonstration")[0]["agents"][0]
    body = {"courriel": agent["courriel"], "mot_de_passe": agent["mot_de_passe"]}
    cookie = running.call("/api/agents/session", body)[1]["Set-Cookie"].split(";")[0]
    files = {e: running.call(f"/api/agents/comptes?etat={e}", Cookie=cookie)[0]["elements"] for e in ETATS}
    assert {etat: len(comptes) for etat, comptes in files.items()} == ETATS
    double = files["en_attente"][1]["id"]
    (vu,) = running.call(f"/api/agents/comptes/{double}/doublons", Cookie=cookie)[0]["elements"]
    assert vu["identifiant"] == "amélie.lire"


ETATS = {"en_attente": 2, "a_corriger": 1, "valide": 1, "refuse": 1}


@pytest.mark.parametrize("tache", ["relancer_courriels", "appliquer_conservation", "rappeler_factures"])
def test_a_scheduled_task_runs_on_demand(running, tache):
    answer = running.call(f"/_local/taches/{tache}", {})[0]
    assert answer["tache"] == tache
    assert answer["traites"] >= 0


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/absente/", 404),
        ("GET", "/api/sante", 200),
        ("HEAD", "/api/sante", 200),
        ("GET", "/api/openapi.json", 200),
        ("GET", "/api/absente", 404),
        ("GET", "/api/", 404),
        ("PUT", "/api/sante", 405),
        ("TRACE", "/api/sante", 405),
        ("GET", "/_local/courriels/", 200),
        ("GET", "/_local/sms/", 200),
        ("GET", "/_local/absente", 404),
        ("POST", "/_local/taches/absente", 404),
        ("POST", "/_local/horloge", 400),
    ],
)
def test_each_address_answers_as_it_should(running, method, path, expected):
    assert status(running, method, path) == expected


def test_a_second_portal_on_the_same_data_is_refused_in_one_line(running):
    second = subprocess.run(running.command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert second.stderr.startswith("Un portail tourne déjà avec ces données")
    assert second.stderr.count("\n") == 1


def test_a_portal_started_by_make_goes_when_make_is_killed(portal):
    script = '"$@" & echo "pid $!"; wait'
    environment = {**os.environ, "MAKELEVEL": "1"}
    with portal.journal.open("w", encoding="utf-8") as console:
        command = ["/bin/sh", "-c", script, "sh", *portal.command]
        portal.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=console, stderr=console)
    portal.wait_until_ready()
    runner = int(re.search(r"pid (\d+)", portal.console())[1])
    portal.end(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while "make s’est arrêté" not in portal.console():
        assert time.monotonic() < deadline, f"process {runner} is still there"
        time.sleep(0.05)
