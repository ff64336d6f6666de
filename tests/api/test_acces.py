"""Who may call what, for every route of the table: a route without a declaration cannot exist."""

import io
import secrets

import pytest
from chalice import Chalice
from PIL import Image

from app import app
from chalicelib import clock, services, storage
from chalicelib.api.appel import Appel
from chalicelib.api.portail import table
from chalicelib.api.routing import GENRES, ROLES, Acces, Routes
from chalicelib.api.session import COOKIES
from chalicelib.domain.compte import Adresse, Compte, Coordonnees, Etat, Identite, Naissance
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.session import DUREES, Genre, Session
from chalicelib.storage.identifiants import Acces as IdentifiantAcces
from tests import exemples, regie
from tests.portail import AGENTS, Portail
from tests.problemes import apart_from_instance, refused

USAGERS = ("usager", "autre", "en_attente")
REGISSEURS = ("regisseur_du_ccas", "regisseur_de_la_ville")
AGENTES = ("agent", "agent_d_un_autre_service", "agent_des_comptes", *REGISSEURS)
TOUS = ("anonyme", *USAGERS, "suiveur", *AGENTES)
PERMIS = {
    Acces.PUBLIC: TOUS,
    Acces.EXTERNE: TOUS,
    Acces.FACULTATIF: TOUS,
    Acces.USAGER: USAGERS,
    Acces.PROVISOIRE: USAGERS,
    Acces.SUIVI: (*USAGERS, "suiveur"),
    Acces.AGENT: AGENTES,
    Acces.VALIDATION: ("agent_des_comptes",),
    Acces.REGIE: ("regisseur_de_la_ville",),
}
DE_TOUTES_LES_REGIES = "/agents/regies"
"""The one route that is about no régie."""
CORPS = {
    "/demandes/{numero}/evenements": {"evenement": "message", "version": 1, "message": "Bonjour."},
    "/agents/demandes/{numero}/evenements": {"evenement": "declarer_complet", "version": 1},
    "/agents/comptes/{id}/decision": {"decision": "valide"},
    "/agents/comptes/{id}/numero-famille": {"numero_famille": "1042", "version": 1},
    **regie.CORPS,
}
INCONNU = "D26-2222-2222"


def _each(wanted):
    return pytest.mark.parametrize("route", list(filter(wanted, table())), ids=lambda route: route.nom)


ROUTES = _each(lambda _route: True)
D_UNE_DEMANDE = _each(lambda route: "{numero}" in route.chemin)
D_UNE_REGIE = _each(lambda route: route.acces is Acces.REGIE and route.chemin != DE_TOUTES_LES_REGIES)
QUI_CHANGENT = _each(lambda route: route.methode != "GET" and route.acces is not Acces.EXTERNE)


@pytest.fixture
def navigateurs(portail):
    """One per kind of person; `usager` has sent a demande, with a file, to the service of `agent`.

    And a compte that waits, whose id is the one that routes are called with.
    """
    storage.commit(storage.comptes.creation(exemples.compte()))
    return {
        "anonyme": portail,
        "usager": _citizen(portail, Etat.VALIDE),
        "autre": _citizen(portail, Etat.VALIDE),
        "en_attente": _citizen(portail, Etat.EN_ATTENTE),
        "suiveur": _logged_in(portail, Genre.SUIVI, INCONNU),
        "agent": _staff(portail, "scolaire"),
        "agent_d_un_autre_service": _staff(portail, "ccas"),
        "agent_des_comptes": _staff(portail, "comptes"),
        "regisseur_du_ccas": _staff(portail, "regie-ccas"),
        "regisseur_de_la_ville": _staff(portail, "regie-ville"),
    }


@pytest.fixture
def numero(navigateurs):
    usager = navigateurs["usager"]
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "PNG")
    changes = {"contenu": photo.getvalue(), "nom": "carte.png", "type": "image/png"}
    cle = usager.send_file("inscription-scolaire", "identite", **changes)
    pieces = {nom: {"par_courrier": True} for nom in ("naissance", "domicile", "vaccins")}
    sent = usager.submit("inscription-scolaire", pieces=pieces | {"identite": {"cles": [cle]}}).json_body["numero"]
    usager.check_files()
    return sent


def _citizen(portail, etat, *, provisoire=False):
    identite = Identite("Lire", ("Amélie",), Naissance(clock.today(), "Arras"))
    ou = Coordonnees("amelie.lire@exemple.fr", Adresse(("12 rue des Lilas",), "62990", "Valmont-sur-Lys"))
    id_ = secrets.token_hex(16)
    compte = Compte(id_, f"amélie.{id_}", etat, identite, ou, "courriel", (), clock.now(), Sceau(id_, ""))
    acces = IdentifiantAcces(compte.identifiant, compte.id)
    storage.commit(storage.comptes.creation(compte), storage.identifiants.creation(acces))
    return _logged_in(portail, Genre.USAGER, compte.id, identifiant=compte.identifiant, provisoire=provisoire)


def _staff(portail, service):
    return _logged_in(portail, Genre.AGENT, AGENTS[service].courriel, AGENTS[service])


def _logged_in(portail, genre, sujet, agent=None, identifiant="", *, provisoire=False) -> Portail:
    """With an open session: the login itself has its own tests, and its hash costs more than all of these."""
    jeton, now = secrets.token_urlsafe(32), clock.now()
    empreinte, fin = services.sessions.fingerprint(jeton), now + DUREES[genre]
    storage.sessions.save(Session(empreinte, genre, sujet, now, fin, agent, identifiant, provisoire))
    browser = portail.another()
    browser.cookies = {COOKIES[genre]: jeton}
    return browser


def _call(browser, route, numero=INCONNU, id_=""):
    parametres = {"numero": numero, "code": numero, "piece": "identite", "indice": "0", "id": id_ or regie.id_of(route)}
    parametres |= dict.fromkeys(("slug", "demarche"), "acte-deces")
    body = CORPS.get(route.chemin, {}) if route.methode != "GET" else None
    cle = secrets.token_hex(8) if route.idempotente else None
    chemin = route.chemin.format(**parametres) + regie.query(route)
    return browser.call(route.methode, chemin, body, Accept="*/*", Idempotency_Key=cle)


@ROUTES
def test_a_route_answers_those_whom_it_is_declared_for_and_nobody_else(route, navigateurs):
    permis = REGISSEURS if route.chemin == DE_TOUTES_LES_REGIES else PERMIS[route.acces]
    if route.acces is Acces.REGIE:
        regie.put()
    answers = {nom: _call(browser, route) for nom, browser in navigateurs.items()}
    turned_away = {401, 404} if route.acces in ROLES else {401}
    assert {nom for nom, answer in answers.items() if answer.status_code not in turned_away} == set(permis)
    assert all(answer.status_code < 500 for answer in answers.values())


@ROUTES
def test_a_mailed_password_opens_nothing_but_the_choice_of_another(route, portail):
    """R21."""
    answer = _call(_citizen(portail, Etat.EN_ATTENTE, provisoire=True), route)
    if route.acces in {Acces.USAGER, Acces.FACULTATIF, Acces.SUIVI}:
        refused(answer, 409, "mot-de-passe-a-changer")
    else:
        assert b"mot-de-passe-a-changer" not in answer.body


@D_UNE_DEMANDE
def test_a_demande_of_somebody_else_looks_like_one_that_does_not_exist(route, navigateurs, numero):
    theirs = "usager" if route.acces in {Acces.USAGER, Acces.SUIVI} else "agent"
    for nom in set(PERMIS[route.acces]) - {theirs}:
        refused(_call(navigateurs[nom], route, numero), 404, "introuvable")
        absent = _call(navigateurs[nom], route, INCONNU)
        assert apart_from_instance(_call(navigateurs[nom], route, numero)) == apart_from_instance(absent)
    assert _call(navigateurs[theirs], route, numero).status_code == 200


@D_UNE_REGIE
def test_what_is_another_regie_s_looks_like_what_does_not_exist(route, navigateurs):
    regie.put()
    theirs = _call(navigateurs["regisseur_du_ccas"], route)
    refused(theirs, 404, "introuvable")
    absent = _call(navigateurs["regisseur_de_la_ville"], route, id_="inconnu") if "{id}" in route.chemin else theirs
    assert apart_from_instance(theirs) == apart_from_instance(absent)


def test_a_regisseur_is_told_of_the_regies_of_their_services(navigateurs):
    tenues = {nom: navigateurs[nom].get(DE_TOUTES_LES_REGIES).json_body["elements"] for nom in REGISSEURS}
    slugs = {nom: [tenue["slug"] for tenue in elements] for nom, elements in tenues.items()}
    assert slugs == {"regisseur_du_ccas": ["ccas"], "regisseur_de_la_ville": ["ville"]}


@ROUTES
def test_a_session_of_one_kind_opens_nothing_under_the_cookie_of_the_other(route, navigateurs):
    genres = GENRES[route.acces]
    holders = {Genre.USAGER: "usager", Genre.AGENT: "agent", Genre.SUIVI: "suiveur"}
    for genre, held in ((asked, held) for asked in genres or (Genre.USAGER,) for held in Genre if held is not asked):
        browser = navigateurs["anonyme"].another()
        browser.cookies = {COOKIES[genre]: next(iter(navigateurs[holders[held]].cookies.values()))}
        assert (_call(browser, route).status_code == 401) is ("anonyme" not in PERMIS[route.acces])


@QUI_CHANGENT
def test_a_route_that_changes_something_refuses_another_origin_before_anything_else(route, navigateurs):
    answer = navigateurs["usager"].call(route.methode, route.chemin, {}, Origin="https://mechant.example")
    refused(answer, 400, "origine-refusee")


def test_what_another_site_may_call_is_little_and_takes_no_order(navigateurs):
    externes = {(route.methode, route.chemin) for route in table() if route.acces is Acces.EXTERNE}
    assert externes == {
        ("POST", "/paiements/notification"),
        ("GET", "/paiements/retour"),
        ("POST", "/paiements/retour"),
    }
    ailleurs = {"Origin": "https://mechant.example", "X_Requested_With": None, "Content_Type": "text/plain"}
    for methode, chemin in externes:
        assert navigateurs["anonyme"].call(methode, chemin, b"idop=x", **ailleurs).status_code in {200, 303}


def test_lists_show_only_what_is_one_s_own(navigateurs, numero):
    seen = {nom: navigateurs[nom].get("/demandes").json_body["elements"] for nom in USAGERS}
    queue = {nom: navigateurs[nom].get("/agents/demandes").json_body["elements"] for nom in AGENTES}
    assert {nom: [line["numero"] for line in lines] for nom, lines in (seen | queue).items()} == {
        "usager": [numero],
        "autre": [],
        "en_attente": [],
        "agent": [numero],
        "agent_d_un_autre_service": [],
        "agent_des_comptes": [],
        "regisseur_du_ccas": [],
        "regisseur_de_la_ville": [],
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
