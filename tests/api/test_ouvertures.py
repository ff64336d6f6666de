"""/sessions: what is open elsewhere, and the mail of a login from a new device."""

from datetime import timedelta

import pytest

from chalicelib import clock, storage
from chalicelib.api.session import APPAREIL
from chalicelib.domain.session import OUVERTES_MAXIMUM
from chalicelib.storage.connexion import connexion
from tests.api.test_sessions import set_cookie
from tests.pannes import injected
from tests.portail import outbox
from tests.problemes import refused

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)

HUGO = {"nom_naissance": "Petit", "prenoms": ["Hugo"], "naissance": {"date": "1984-01-09", "lieu": "Lens"}}


@pytest.fixture
def identifiant(portail):
    return portail.another().create_compte()


def login(browser, identifiant, navigateur=FIREFOX):
    """From a device, with its cookies."""
    body = {"identifiant": identifiant, "mot_de_passe": "girafe violette sur un tracteur"}
    answer = browser.post("/session", body, User_Agent=navigateur)
    assert answer.status_code == 200
    return browser


def listed(browser):
    return browser.get("/sessions").json_body["elements"]


def warnings():
    return [variables for modele, variables in outbox() if modele == "nouvel_appareil"]


def test_one_sees_one_s_open_sessions_the_latest_first(portail, identifiant):
    login(portail, identifiant)
    clock.offset += timedelta(minutes=5)
    phone = login(portail.another(), identifiant, IPHONE)
    lines = listed(phone)
    assert [(line["appareil"], line["actuelle"]) for line in lines] == [
        ("Safari sur iPhone", True),
        ("Firefox sur Linux", False),
    ]
    assert [line["actuelle"] for line in listed(portail)] == [False, True]
    assert lines[0]["ouverte_le"] > lines[1]["ouverte_le"]
    assert lines[0]["expire_le"] > lines[0]["ouverte_le"]


def test_the_name_of_a_session_opens_nothing(portail, identifiant):
    login(portail, identifiant)
    (line,) = listed(portail)
    refused(portail.another().get("/session", Cookie=f"__Host-usager={line['id']}"), 401, "non-connecte")


def test_one_closes_another_session_and_keeps_one_s_own(portail, identifiant):
    login(portail, identifiant)
    phone = login(portail.another(), identifiant, IPHONE)
    other = next(line["id"] for line in listed(portail) if not line["actuelle"])
    assert portail.call("DELETE", f"/sessions/{other}", {}).status_code == 204
    refused(phone.get("/compte"), 401, "non-connecte")
    assert [line["actuelle"] for line in listed(portail)] == [True]


def test_one_closes_all_the_others_at_once(portail, identifiant):
    login(portail, identifiant)
    others = [login(portail.another(), identifiant) for _ in range(3)]
    assert portail.call("DELETE", "/sessions", {}).status_code == 204
    assert [other.get("/session").status_code for other in others] == [401] * 3
    assert portail.get("/session").status_code == 200
    assert portail.call("DELETE", "/sessions", {}).status_code == 204


def test_a_session_of_somebody_else_cannot_be_closed_nor_told_from_one_that_is_not(portail, identifiant):
    login(portail, identifiant)
    stranger = portail.another()
    login(stranger, stranger.create_compte(identite=HUGO))
    (line,) = listed(portail)
    refused(stranger.call("DELETE", f"/sessions/{line['id']}", {}), 404, "introuvable")
    refused(stranger.call("DELETE", "/sessions/0123456789abcdef", {}), 404, "introuvable")
    assert portail.get("/session").status_code == 200


def test_who_logs_out_leaves_the_list(portail, identifiant):
    login(portail, identifiant)
    phone = login(portail.another(), identifiant)
    phone.call("DELETE", "/session", {})
    assert [line["actuelle"] for line in listed(portail)] == [True]


def test_beyond_five_the_oldest_session_is_closed(portail, identifiant):
    browsers = []
    for _ in range(OUVERTES_MAXIMUM + 1):
        browsers.append(login(portail.another(), identifiant))
        clock.offset += timedelta(minutes=1)
    assert [browser.get("/session").status_code for browser in browsers] == [401] + [200] * OUVERTES_MAXIMUM
    assert len(listed(browsers[-1])) == OUVERTES_MAXIMUM


def test_what_has_expired_is_neither_shown_nor_counted(portail, identifiant):
    for _ in range(OUVERTES_MAXIMUM):
        login(portail.another(), identifiant)
    clock.offset += timedelta(hours=3)
    login(portail, identifiant)
    assert len(listed(portail)) == 1
    assert len(storage.identifiants.get(identifiant).sessions) == 1


def test_the_first_login_ever_is_from_no_new_device(portail, identifiant):
    login(portail, identifiant)
    assert warnings() == []


def test_a_login_from_another_device_is_told_by_courriel_once(portail, identifiant):
    login(portail, identifiant)
    phone = portail.another()
    for _ in range(2):
        login(phone, identifiant, IPHONE)
    login(portail, identifiant)
    (warning,) = warnings()
    assert warning["appareil"] == "Safari sur iPhone"
    assert (warning["prenom"], warning["nom"]) == ("Amélie", "Lire")
    assert "\u00a0h\u00a0" in warning["quand"]


def test_a_device_is_known_to_those_who_logged_in_there_and_to_nobody_else(portail, identifiant):
    autre = portail.another().create_compte(identite=HUGO)
    login(portail, identifiant)
    login(portail.another(), autre)
    login(portail, autre)
    assert [warning["prenom"] for warning in warnings()] == ["Hugo"]
    login(portail, identifiant)
    login(portail, autre)
    assert len(warnings()) == 1


@pytest.mark.parametrize("cookie", ["", "x", "a.b", "é" * 22, "A" * 22 + ".AAAA", "A" * 22 + "." + "A" * 22])
def test_a_cookie_that_the_portal_did_not_give_knows_nobody(portail, identifiant, cookie):
    login(portail, identifiant)
    browser = portail.another()
    browser.cookies = {APPAREIL: cookie}
    login(browser, identifiant)
    assert len(warnings()) == 1


def test_the_cookie_of_a_device_lasts_a_year_and_stays_out_of_scripts(portail, identifiant):
    morsel = set_cookie(portail.login(identifiant), APPAREIL)
    attributes = {name: value for name, value in morsel.items() if value}
    lifetime = str(365 * 24 * 3600)
    assert attributes == {"path": "/", "max-age": lifetime, "secure": True, "httponly": True, "samesite": "Strict"}


def test_a_refused_login_gives_no_cookie_and_warns_nobody(portail, identifiant):
    login(portail, identifiant)
    answer = portail.another().login(identifiant, "un mot de passe faux")
    assert "Set-Cookie" not in answer.headers
    assert warnings() == []


def test_an_agent_is_not_written_to(portail):
    portail.login_agent()
    portail.another().login_agent()
    assert warnings() == []


def test_a_login_from_a_known_device_takes_six_calls(portail, identifiant):
    login(portail, identifiant)
    with injected(connexion.client) as calls:
        login(portail, identifiant)
    assert sorted(calls) == ["GetItem", "GetItem", "PutItem", "UpdateItem", "UpdateItem", "UpdateItem"]
