"""The API described by itself; every other test of the API compares its answers with it (tests/openapi_check.py)."""

import json

import pytest
from chalice.test import HTTPResponse
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from chalicelib.api.portail import table
from chalicelib.api.routing import Acces
from chalicelib.api.session import APPAREIL
from tests import openapi_check
from tests.portail import compte, demande


@pytest.fixture
def described(portail):
    return portail.get("/openapi.json").json_body


def test_the_description_is_valid_openapi_3_1(described):
    assert [str(fault) for fault in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_route_is_described_once_and_nothing_else(described):
    found = {(method.upper(), path) for path, item in described["paths"].items() for method in item}
    assert found == {(route.methode, f"/api{route.chemin}") for route in table()}
    names = [operation["operationId"] for item in described["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names)) == len(table())


def test_every_operation_says_what_it_is_for(described):
    for item in described["paths"].values():
        for operation in item.values():
            assert operation["summary"].endswith((".", "(R12)")) or "»" in operation["summary"]


@pytest.mark.parametrize("route", table(), ids=lambda route: route.nom)
def test_the_description_says_who_may_call(described, route):
    operation = described["paths"][f"/api{route.chemin}"][route.methode.lower()]
    assert (
        operation["security"]
        == {
            Acces.PUBLIC: [],
            Acces.EXTERNE: [],
            Acces.FACULTATIF: [{}, {"usager": []}],
            Acces.USAGER: [{"usager": []}],
            Acces.PROVISOIRE: [{"usager": []}],
            Acces.SUIVI: [{"usager": []}, {"suivi": []}],
            Acces.AGENT: [{"agent": []}],
            Acces.VALIDATION: [{"agent": []}],
            Acces.REGIE: [{"agent": []}],
        }[route.acces]
    )


def test_the_cookies_named_are_those_of_the_sessions(described, portail):
    contact = {"nom": "Lire", "prenom": "Amélie", "courriel": "amelie@exemple.fr"}
    assert portail.submit("acte-deces", contact=contact, cryptogramme=portail.cryptogramme()).status_code == 201
    portail.logged_in().login_agent()
    schemes = described["components"]["securitySchemes"]
    assert {scheme["name"] for scheme in schemes.values()} == set(portail.cookies) - {APPAREIL}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/comptes", compte() | {"cryptogramme": {"id": "x", "code": "y"}}),
        ("/session", {"identifiant": "a", "mot_de_passe": "b"}),
        ("/agents/session", {"courriel": "a", "mot_de_passe": "b", "code": "123456"}),
        ("/demandes", demande("portage-repas") | {"membre": "m1"}),
        ("/agents/demandes/{numero}/evenements", {"evenement": "valider", "version": 2}),
        ("/agents/demandes/{numero}/evenements", {"evenement": "recevoir_piece", "version": 2, "piece": "identite"}),
        (
            "/demandes/{numero}/evenements",
            {"evenement": "completer", "version": 2, "pieces": {"identite": {"cles": []}}},
        ),
        ("/suivi", {"numero": "D26-7KQF-3MXP", "naissance": "1985-03-27"}),
        ("/suivi/session", {"jeton": "x"}),
    ],
)
def test_what_the_browser_sends_is_what_the_description_asks_for(described, path, body):
    schema = described["paths"][f"/api{path}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": described["components"]})
    assert list(validator.iter_errors(body)) == []
    assert list(validator.iter_errors(body | {"inconnu": 1})) != []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"prenom": "Amélie", "nom": "Lire", "identifiant": 3, "etat": "valide"}),
        (200, {"prenom": "Amélie", "nom": "Lire", "identifiant": "amélie.lire"}),
        (202, {"prenom": "Amélie", "nom": "Lire", "identifiant": "amélie.lire", "etat": "valide"}),
        (401, {"error": "Unauthorized"}),
    ],
)
def test_the_comparison_notices_an_answer_that_is_not_as_described(status, body):
    answer = HTTPResponse(json.dumps(body).encode(), {"Content-Type": "application/json"}, status)
    with pytest.raises((AssertionError, KeyError)):
        openapi_check.check("GET", "/session", answer)
