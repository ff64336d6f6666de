"""Every error on the wire is a problem of the one shape, in French, with nothing of the inside in it."""

import copy
import inspect

import pytest
from chalice import Chalice

from app import finish
from chalicelib.api.appel import CORPS_MAXIMUM, Appel
from chalicelib.api.portail import Sante
from chalicelib.api.problems import GATEWAY, gateway_problem, problem, status_of
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain import errors
from chalicelib.storage.connexion import connexion
from tests.edge import Edge
from tests.pannes import injected, refusal
from tests.portail import compte, demande
from tests.problemes import check, check_french, refused

SECRET = "SELECT mot_de_passe FROM agents"
ERREURS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.PortailError)]


def corps(chemin, valeur):
    """The body of POST /comptes with one value replaced."""
    body = compte() | {"cryptogramme": {"id": "x", "code": "y"}}
    where = body
    *parents, last = chemin
    for key in parents:
        where = where[key]
    where[last] = copy.copy(valeur)
    return body


@pytest.mark.parametrize("body", [b"{", b'{"identifiant": "x",}', b"\xff\xfe", b'{"identifiant": "\xff"}', b"NaN"])
def test_what_is_not_json_is_unreadable(portail, body):
    refused(portail.call("POST", "/session", body), 400, "requete-illisible")


@pytest.mark.parametrize(
    ("chemin", "valeur", "champ"),
    [
        (["identite", "nom_naissance"], 4, "identite.nom_naissance"),
        (["membres", 1, "prenoms", 0], 4, "membres.1.prenoms.0"),
        (["coordonnees", "adresse", "lignes"], "rue", "coordonnees.adresse.lignes"),
        (["communication"], "pigeon", "communication"),
        (["securite"], [], "securite"),
        (["coordonnees", "fax"], "x", "coordonnees"),
        (["coordonnees"], {"courriel": "a@exemple.fr"}, "coordonnees"),
        (["role"], "admin", ""),
    ],
)
def test_a_value_of_another_shape_is_told_with_its_place(portail, chemin, valeur, champ):
    refused(portail.post("/comptes", corps(chemin, valeur)), 400, "requete-illisible", champ)


def test_the_place_stops_where_the_body_names_its_own_keys(portail):
    body = demande("acte-deces") | {"pieces": {"identite": {"cles": "x"}}}
    refused(portail.post("/demandes", body), 400, "requete-illisible", "pieces")


def test_a_body_that_is_no_object_is_unreadable(portail):
    refused(portail.call("POST", "/session", [1]), 400, "requete-illisible", "")
    refused(portail.call("POST", "/session"), 400, "requete-illisible", "")


@pytest.mark.parametrize("depth", [900, 50_000])
def test_a_body_as_deep_as_a_well_is_refused(portail, depth):
    reponses = b'{"lieu":' + b"[" * depth + b"]" * depth + b"}"
    answer = portail.post("/demandes", b'{"demarche":"acte-deces","version":2,"reponses":' + reponses + b"}")
    assert answer.status_code in {400, 422}


def test_a_body_too_large_is_refused_before_it_is_read(portail):
    body = b'{"identifiant": "' + b"x" * CORPS_MAXIMUM
    assert refused(portail.call("POST", "/session", body), 400, "requete-illisible")["detail"].endswith("trop long.")


@pytest.mark.parametrize("cle", [None, "", "courte", "é" * 10, "x" * 129, "tab\tulee"])
@pytest.mark.parametrize(("route", "body"), [("/comptes", corps(["communication"], "courriel")), ("/demandes", {})])
def test_what_creates_needs_an_idempotency_key(portail, route, body, cle):
    body = body or demande("acte-deces") | {"contact": {"nom": "Lire", "prenom": "A", "courriel": "a@exemple.fr"}}
    answer = portail.call("POST", route, body, **{"Idempotency-Key": cle})
    assert "Idempotency-Key" in refused(answer, 400, "requete-illisible")["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_what_a_form_of_another_site_can_send_is_not_taken(portail, kind):
    refused(portail.post("/session", {}, **{"Content-Type": kind}), 415, "type-refuse")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "https://mechant.example"},
        {"Origin": "https://demarches.valmont-sur-lys.example.mechant.example"},
        {"Origin": "http://demarches.valmont-sur-lys.example"},
        {"X-Requested-With": None},
        {"X-Requested-With": "XMLHttpRequest"},
    ],
)
def test_a_call_that_does_not_come_from_our_pages_is_refused(portail, headers):
    refused(portail.post("/session", {"identifiant": "a", "mot_de_passe": "b"}, **headers), 400, "origine-refusee")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nulle-part", 404, "introuvable"),
        ("GET", "/", 404, "introuvable"),
        ("GET", "/demandes/D26-2222-2222/pieces", 404, "introuvable"),
        ("PUT", "/sante", 405, "methode-refusee"),
        ("DELETE", "/demandes", 405, "methode-refusee"),
    ],
)
def test_what_no_route_takes_is_a_problem_like_the_others(portail, method, path, status, code):
    refused(portail.call(method, path), status, code)


@pytest.mark.parametrize("suite", ["é", "%C3%A9", "zz", "=", "A", "_" * 2000, "eHh4" * 600])
def test_a_page_mark_that_we_did_not_make_is_unreadable(portail, suite):
    refused(portail.logged_in().get(f"/demandes?suite={suite}"), 400, "requete-illisible")


def test_too_many_tries_say_how_long_to_wait(portail):
    for _ in range(5):
        portail.login("personne")
    answer = portail.login("personne")
    body = refused(answer, 429, "trop-d-essais")
    assert 50 < int(answer.headers["Retry-After"]) <= 60
    assert "1\u00a0minute." in body["detail"]


def test_two_refusals_carry_two_ids(portail):
    assert portail.get("/compte").json_body["instance"] != portail.get("/compte").json_body["instance"]


def test_a_view_that_breaks_says_nothing_of_the_inside():
    fresh, routes = Chalice("essai", configure_logs=False), Routes(__name__)
    fresh.middleware("http")(finish)
    routes.on("GET", "/panne", Acces.PUBLIC)(_break)
    fresh.register_blueprint(routes)
    answer = Edge(fresh).request("GET", "/panne")
    refused(answer, 500, "erreur")
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"SELECT" not in answer.body
    assert b"RuntimeError" not in answer.body


def _break(appel: Appel[None]) -> Sante:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize(
    ("code", "status", "problem_code"),
    [("ThrottlingException", 503, "indisponible"), ("AccessDeniedException", 500, "erreur")],
)
def test_a_store_that_fails_says_nothing_of_the_inside(portail, code, status, problem_code):
    with injected(connexion.client, forever=refusal(code, message=SECRET)):
        answer = portail.call("POST", "/cryptogrammes", {})
    refused(answer, status, problem_code)
    assert b"SELECT" not in answer.body


@pytest.mark.parametrize("kind", ERREURS, ids=lambda kind: kind.__name__)
def test_every_error_has_its_status_and_reads_as_french(kind):
    error = kind(90) if kind is errors.TropDEssais else kind()
    answer = problem(error)
    assert (status_of(error) == 500) is (kind is errors.PortailError)
    assert answer.body["title"] == kind.title
    for sentence in (f"{kind.title}.", answer.body["detail"]):
        check_french(sentence)


def test_every_error_has_a_code_of_its_own():
    assert len({kind.code for kind in ERREURS}) == len(ERREURS)


@pytest.mark.parametrize("status", [*GATEWAY, 500, 502, 504])
def test_every_refusal_of_the_gateway_reads_as_french(status):
    answer = gateway_problem(status)
    assert answer.status_code == answer.body["status"] == (404 if status == 403 else min(status, 500))
    check_french(answer.body["detail"])


def test_the_contract_itself_notices_english(portail):
    answer = portail.get("/nulle-part")
    answer.body = answer.body.replace(b"Cette adresse", b"The address")
    with pytest.raises(AssertionError):
        check(answer)
