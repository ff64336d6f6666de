"""What the portal writes in its logs: never a name, an answer, a secret, whatever happens."""

import io
import logging
from contextlib import contextmanager

import pytest
from chalice import Chalice
from chalice.local import LambdaContext

from app import finish, relancer_courriels, relancer_imports
from chalicelib import storage
from chalicelib.api.appel import Appel
from chalicelib.api.routing import Acces, Routes
from chalicelib.clients import ses
from chalicelib.config import settings
from chalicelib.domain import errors
from chalicelib.domain.secours import mot_de_passe
from chalicelib.observability import describe, logger
from chalicelib.storage.connexion import connexion
from infra.local.assembly import Unhurried
from tests import regie
from tests.aws import client
from tests.edge import Edge
from tests.facturation import avoir, fichier, ligne
from tests.pannes import answer, injected, refusal
from tests.portail import compte, demande

SECRETS = {
    "nom": "Vercanari",
    "prenom": "Ophélia-Canari",
    "courriel": "canari.vercanari@exemple.fr",
    "mot_de_passe": "cuivre canari onze péniches",
    "reponse": "Titi-Canari",
    "rue": "17 impasse du Canari",
    "precisions": "Elle entend mal, sonnez deux fois au canari.",
    "fichier": "canari-carte.pdf",
    "motif": "Le dossier du canari est incomplet.",
}


@pytest.fixture
def journal(capfd):
    """Everything that leaves the process: the logger at its most talkative, the root logger, both outputs."""

    class Journal:
        def __init__(self):
            self.buffer = io.StringIO()

        def text(self):
            return self.buffer.getvalue() + "".join(capfd.readouterr())

    opened = Journal()
    with _diverted(opened.buffer):
        yield opened


@contextmanager
def _diverted(buffer):
    handler, root, level = logger.registered_handler, logging.StreamHandler(buffer), logger.log_level
    stream = handler.setStream(buffer)
    logger.setLevel("DEBUG")
    logging.getLogger().addHandler(root)
    yield
    logging.getLogger().removeHandler(root)
    logger.setLevel(level)
    handler.setStream(stream)


def check(journal, *more):
    """No canary in what was written; and something was."""
    text = journal.text()
    assert '"request"' in text
    found = [secret for secret in (*SECRETS.values(), "canari", "Canari", *more) if secret and secret in text]
    assert found == []
    return text


def body():
    """POST /comptes of somebody whose every word is a canary."""
    typed = compte()
    typed["identite"] |= {"nom_naissance": SECRETS["nom"], "prenoms": [SECRETS["prenom"]]}
    typed["coordonnees"] |= {"courriel": SECRETS["courriel"]}
    typed["coordonnees"]["adresse"] |= {"lignes": [SECRETS["rue"]]}
    typed["securite"] |= {"mot_de_passe": SECRETS["mot_de_passe"], "reponse": SECRETS["reponse"]}
    return typed


def log_in(portail):
    """The identifiant and the cookie, created and opened."""
    identifiant = portail.create_compte(**body())
    assert portail.login(identifiant, SECRETS["mot_de_passe"]).status_code == 200
    return identifiant, portail.cookies["__Host-usager"]


def reponses():
    return demande("portage-repas")["reponses"] | {"precisions": SECRETS["precisions"], "acces": SECRETS["rue"]}


def test_a_whole_way_through_the_portal_tells_nothing_of_who_made_it(portail, journal):
    solved = portail.cryptogramme()
    identifiant, cookie = log_in(portail)
    cle = portail.send_file(nom=SECRETS["fichier"])
    pieces = {"identite": {"cles": [cle]}, "domicile": {"par_courrier": True}}
    sent = portail.submit(reponses=reponses(), pieces=pieces)
    assert sent.status_code == 201
    numero = sent.json_body["numero"]
    agent = portail.another().login_agent("ccas")
    portail.check_files()
    url = agent.get(f"/agents/demandes/{numero}/pieces/identite/0").json_body["url"]
    decision = {"evenement": "demander_complement", "version": 1, "motif": SECRETS["motif"]}
    assert agent.post(f"/agents/demandes/{numero}/evenements", decision).status_code == 200
    _send_mails()
    check(journal, identifiant, cookie, agent.cookies["__Host-agent"], cle, url, solved["code"])


def test_a_password_forgotten_then_changed_tells_neither_answer_nor_password(portail, journal):
    identifiant, cookie = log_in(portail)
    texte = {"identifiant": identifiant, "reponse": SECRETS["reponse"]}
    answers = [
        portail.post("/mots-de-passe/question", {"identifiant": SECRETS["nom"]}),
        portail.post("/mots-de-passe/reponse", texte | {"reponse": SECRETS["motif"]}),
        portail.post("/mots-de-passe/reponse", texte),
        portail.post("/identifiants/rappel", {"courriel": SECRETS["courriel"]}),
        portail.post("/mots-de-passe/force", {"mot_de_passe": SECRETS["rue"], "personnels": [SECRETS["nom"]]}),
    ]
    _send_mails()
    secours = storage.identifiants.get(identifiant).secours
    provisoire = mot_de_passe(settings().secret, secours.id)
    nouveau = {"nouveau": SECRETS["mot_de_passe"], "confirmation": SECRETS["nom"]}
    answers += [
        portail.login(identifiant, provisoire),
        portail.call("PUT", "/compte/mot-de-passe", nouveau),
        portail.call("PUT", "/compte/mot-de-passe", nouveau | {"confirmation": SECRETS["mot_de_passe"]}),
        portail.get("/sessions"),
    ]
    assert [a.status_code for a in answers] == [200, 202, 202, 202, 200, 200, 422, 204, 200]
    opened = [portail.cookies["__Host-usager"], portail.cookies["__Host-appareil"], cookie]
    check(journal, identifiant, provisoire, provisoire.replace("-", ""), secours.id, *opened)


def test_factures_imported_or_typed_tell_nothing_of_whom_they_are_for(portail, journal):
    agent = portail.login_agent("regie-ville")
    bonne, fausse = ligne(payeur=SECRETS["nom"], famille="canari"), ligne(payeur="Canari\x07", montant="canari")
    for octets in (fichier(bonne), fichier(bonne, fausse), fichier(avoir("canari")), b"canari\0"):
        depot = regie.CORPS["/agents/imports/depots"] | {"nom": "canari.csv"}
        cle = agent.post("/agents/imports/depots", depot).json_body["cle"]
        client("s3").put_object(Bucket=settings().bucket_pieces, Key=cle, Body=octets)
        saisie = regie.CORPS["/agents/imports"] | {"nom": "canari.csv", "cle": cle}
        id_ = agent.post("/agents/imports", saisie).json_body["id"]
        assert relancer_imports({}, Unhurried()) == 1
        agent.post(f"/agents/imports/{id_}/application", {})
        relancer_imports({}, Unhurried())
    typed = regie.CORPS["/agents/factures"] | {"payeur": SECRETS["nom"], "famille": "canari"}
    emise = agent.post("/agents/factures", typed).json_body["id"]
    annulation = {"motif": SECRETS["motif"], "avoir": "A"}
    assert agent.post(f"/agents/factures/{emise}/annulation", annulation).status_code == 200
    assert len(agent.get("/agents/factures?regie=ville&famille=canari").json_body["elements"]) == 2
    agent.post("/agents/factures", typed | {"numero": "#", "objet": ""})
    agent.get("/agents/factures?regie=ccas&famille=canari")
    check(journal, agent.cookies["__Host-agent"])


def test_refused_requests_tell_nothing_of_what_was_typed(portail, journal):
    solved = portail.cryptogramme()
    wrong = {"id": solved["id"], "code": "CANARI"}
    answers = [
        portail.post("/comptes", body() | {"cryptogramme": wrong}),
        portail.post("/comptes", body() | {"cryptogramme": solved, SECRETS["nom"]: 1}),
        portail.post("/comptes", body() | {"communication": SECRETS["rue"], "cryptogramme": solved}),
        portail.login(SECRETS["nom"], SECRETS["mot_de_passe"]),
        portail.call("POST", "/session", f'{{"identifiant": "{SECRETS["nom"]}'.encode()),
        portail.get(
            f"/demandes/{SECRETS['fichier']}?suite={SECRETS['motif']}", Cookie=f"__Host-usager={SECRETS['nom']}"
        ),
        portail.get(f"/demarches/{SECRETS['nom']}"),
        portail.post("/session", {}, Origin=f"https://{SECRETS['nom']}.example"),
        portail.post("/session", {}, **{"Content-Type": SECRETS["nom"]}),
    ]
    assert {answer.status_code for answer in answers} == {400, 401, 404, 415, 422}
    check(journal, solved["code"], "CANARI")


@pytest.mark.parametrize("code", ["ThrottlingException", "AccessDeniedException", "ValidationException"])
def test_a_store_that_quotes_what_it_refuses_is_not_quoted(portail, journal, code):
    identifiant, cookie = log_in(portail)
    with injected(connexion.client, forever=refusal(code, message=f"no such {SECRETS['nom']} {SECRETS['rue']}")):
        answers = [
            portail.login(identifiant, SECRETS["mot_de_passe"]),
            portail.submit(reponses=reponses()),
            portail.post("/comptes", body() | {"cryptogramme": {"id": "x" * 22, "code": "AAAAAA"}}),
        ]
    assert {answer.status_code for answer in answers} <= {500, 503}
    check(journal, identifiant, cookie)


def test_a_view_that_breaks_on_a_value_tells_where_and_not_what(portail, journal):
    """A bug of tomorrow: an exception whose message holds what the citizen typed."""
    fresh, routes = Chalice("portail", configure_logs=False), Routes(__name__)
    fresh.middleware("http")(finish)
    routes.on("GET", "/panne/{mot}", Acces.PUBLIC)(_break)
    fresh.register_blueprint(routes)
    assert Edge(fresh).request("GET", f"/panne/{SECRETS['nom']}").status_code == 500
    text = check(journal)
    assert "ValueError" in text
    assert "test_journaux.py" in text


def _break(appel: Appel[None], mot: str) -> None:
    try:
        int(mot)
    except ValueError as error:
        raise ValueError(f"bad value: {mot}") from error


def test_a_mail_that_is_refused_is_not_quoted(portail, journal):
    identifiant, _ = log_in(portail)
    panne = answer(400, f'{{"message": "not verified: {SECRETS["courriel"]}"}}'.encode())
    with injected(ses._ses(), forever=panne):  # noqa: SLF001 (where AWS is called)
        assert _send_mails() == 0
    check(journal, identifiant)


def _send_mails():
    return relancer_courriels({}, LambdaContext("portail", memory_size=1024))


def test_a_canary_would_be_seen(portail, journal):
    portail.get("/sante")
    logger.debug("vu", extra={"nom": SECRETS["nom"]})
    with pytest.raises(AssertionError):
        check(journal)
    logging.getLogger("ailleurs").error(SECRETS["rue"])
    assert SECRETS["rue"] in journal.text()


def test_an_error_described_keeps_its_message_to_itself():
    described = describe(errors.PortailError(SECRETS["nom"]))
    assert described == {"erreur": "PortailError", "pile": []}
