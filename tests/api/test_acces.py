"""Who may call what, for every route of the table: a route without a declaration cannot exist."""

import secrets

import pytest
from chalice import Chalice

from app import app
from chalicelib import clock, services, storage
from chalicelib.api.appel import Appel
from chalicelib.api.portail import table
from chalicelib.api.routing import Acces, Routes
from chalicelib.api.session import COOKIES
from chalicelib.domain.compte import Adresse, Compte, Coordonnees, Etat, Identite, Naissance
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.session import DUREES, Genre, Session
from tests.portail import AGENTS, Portail
from tests.problemes import apart_from_instance, refused

USAGERS = ("usager", "autre", "en_attente")
AGENTES = ("agent", "agent_d_un_autre_service")
TOUS = ("anonyme", *USAGERS, *AGENTES)
PERMIS = {Acces.PUBLIC: TOUS, Acces.FACULTATIF: TOUS, Acces.USAGER: USAGERS, Acces.AGENT: AGENTES}
CORPS = {"/agents/demandes/{numero}/evenements": {"evenement": "declarer_complet", "version": 1}}
INCONNU = "D26-2222-2222"


def _each(wanted):
    return pytest.mark.parametrize("route", list(filter(wanted, table())), ids=lambda route: route.nom)


ROUTES = _each(lambda _route: True)
D_UNE_DEMANDE = _each(lambda route: "{numero}" in route.chemin)
QUI_CHANGENT = _each(lambda route: route.methode != "GET")


@pytest.fixture
def navigateurs(portail):
    """One per kind of person; `usager` has sent a demande, with a file, to the service of `agent`."""
    return {
        "anonyme": portail,
        "usager": _citizen(portail, Etat.VALIDE),
        "autre": _citizen(portail, Etat.VALIDE),
        "en_attente": _citizen(portail, Etat.EN_ATTENTE),
        "agent": _staff(portail, "scolaire"),
        "agent_d_un_autre_service": _staff(portail, "ccas"),
    }


@pytest.fixture
def numero(navigateurs):
    usager = navigateurs["usager"]
    cle = usager.send_file("inscription-scolaire", "identite")
    pieces = {nom: {"par_courrier": True} for nom in ("naissance", "domicile", "vaccins")}
    return usager.submit("inscription-scolaire", pieces=pieces | {"identite": {"cles": [cle]}}).json_body["numero"]


def _citizen(portail, etat):
    identite = Identite("Lire", ("Amélie",), Naissance(clock.today(), "Arras"))
    ou = Coordonnees("amelie.lire@exemple.fr", Adresse(("12 rue des Lilas",), "62990", "Valmont-sur-Lys"))
    id_ = secrets.token_hex(16)
    compte = Compte(id_, f"amélie.{id_}", etat, identite, ou, "courriel", (), clock.now(), Sceau(id_, ""))
    storage.commit(storage.comptes.creation(compte))
    return _logged_in(portail, Genre.USAGER, compte.id)


def _staff(portail, service):
    return _logged_in(portail, Genre.AGENT, AGENTS[service].courriel, AGENTS[service])


def _logged_in(portail, genre, sujet, agent=None) -> Portail:
    """With an open session: the login itself has its own tests, and its hash costs more than all of these."""
    jeton, now = secrets.token_urlsafe(32), clock.now()
    storage.sessions.save(Session(services.sessions.fingerprint(jeton), genre, sujet, now, now + DUREES[genre], agent))
    browser = portail.another()
    browser.cookies = {COOKIES[genre]: jeton}
    return browser


def _call(browser, route, numero=INCONNU):
    parametres = {"numero": numero, "slug": "acte-deces", "piece": "identite", "indice": "0", "id": "x"}
    body = CORPS.get(route.chemin, {}) if route.methode != "GET" else None
    return browser.call(route.methode, route.chemin.format(**parametres), body, Accept="*/*")


@ROUTES
def test_a_route_answers_those_whom_it_is_declared_for_and_nobody_else(route, navigateurs):
    answers = {nom: _call(browser, route) for nom, browser in navigateurs.items()}
    assert {nom for nom, answer in answers.items() if answer.status_code != 401} == set(PERMIS[route.acces])
    assert all(answer.status_code < 500 for answer in answers.values())


@D_UNE_DEMANDE
def test_a_demande_of_somebody_else_looks_like_one_that_does_not_exist(route, navigateurs, numero):
    theirs = "usager" if route.acces is Acces.USAGER else "agent"
    for nom in set(PERMIS[route.acces]) - {theirs}:
        refused(_call(navigateurs[nom], route, numero), 404, "introuvable")
        absent = _call(navigateurs[nom], route, INCONNU)
        assert apart_from_instance(_call(navigateurs[nom], route, numero)) == apart_from_instance(absent)
    assert _call(navigateurs[theirs], route, numero).status_code == 200


@ROUTES
def test_a_session_of_one_kind_opens_nothing_under_the_cookie_of_the_other(route, navigateurs):
    genre = Genre.AGENT if route.acces is Acces.AGENT else Genre.USAGER
    other = "usager" if genre is Genre.AGENT else "agent"
    browser = navigateurs[other].another()
    browser.cookies = {COOKIES[genre]: next(iter(navigateurs[other].cookies.values()))}
    assert (_call(browser, route).status_code == 401) is (route.acces in {Acces.USAGER, Acces.AGENT})


@QUI_CHANGENT
def test_a_route_that_changes_something_refuses_another_origin_before_anything_else(route, navigateurs):
    answer = navigateurs["usager"].call(route.methode, route.chemin, {}, Origin="https://mechant.example")
    refused(answer, 400, "origine-refusee")


def test_lists_show_only_what_is_one_s_own(navigateurs, numero):
    seen = {nom: navigateurs[nom].get("/demandes").json_body["elements"] for nom in USAGERS}
    queue = {nom: navigateurs[nom].get("/agents/demandes").json_body["elements"] for nom in AGENTES}
    assert {nom: [line["numero"] for line in lines] for nom, lines in (seen | queue).items()} == {
        "usager": [numero],
        "autre": [],
        "en_attente": [],
        "agent": [numero],
        "agent_d_un_autre_service": [],
    }


def test_every_route_of_the_application_is_in_the_table():
    assert _undeclared(app, table()) == set()


def test_a_route_registered_without_a_declaration_is_noticed():
    fresh, declared = Chalice("essai", configure_logs=False), Routes(__name__)
    declared.on("GET", "/declaree", Acces.PUBLIC)(_view)
    fresh.register_blueprint(declared)
    assert _undeclared(fresh, declared.table) == set()
    fresh.route("/libre", methods=["GET", "DELETE"])(dict)
    assert _undeclared(fresh, declared.table) == {("GET", "/libre"), ("DELETE", "/libre")}


def test_a_route_without_access_cannot_be_declared():
    with pytest.raises(TypeError):
        Routes(__name__).on("GET", "/oubliee")


def _view(appel: Appel[None]) -> None:
    """Nothing."""


def _undeclared(app, table):
    served = {(method, path) for path, methods in app.routes.items() for method in methods}
    return served ^ {(route.methode, route.chemin) for route in table}
