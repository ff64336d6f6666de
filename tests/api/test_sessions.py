"""/session: logging in and out, and everything that a cookie opens no more."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest

from chalicelib import clock
from chalicelib.domain.session import DUREES, Genre
from chalicelib.storage.tables_acces import SessionItem
from tests.portail import AGENTS, MOT_DE_PASSE
from tests.problemes import apart_from_instance, refused


def advance(**duration):
    clock.offset += timedelta(**duration)


def set_cookies(answer):
    """By name."""
    given = answer.headers["Set-Cookie"]
    return {
        name: morsel
        for cookie in ([given] if isinstance(given, str) else given)
        for name, morsel in SimpleCookie(cookie).items()
    }


def set_cookie(answer, nom="__Host-usager"):
    return set_cookies(answer)[nom]


def test_a_login_answers_who_it_is_and_nothing_that_opens_a_session(portail):
    answer = portail.login(portail.create_compte())
    assert answer.json_body == {
        "prenom": "Amélie",
        "nom": "Lire",
        "identifiant": "amélie.lire",
        "etat": "en_attente",
        "a_changer": False,
    }
    assert portail.get("/session").json_body == answer.json_body
    assert set_cookie(answer).value.encode() not in answer.body


@pytest.mark.parametrize(
    ("path", "body", "nom", "genre"),
    [
        ("/session", {"identifiant": "amélie.lire"}, "__Host-usager", Genre.USAGER),
        ("/agents/session", {"courriel": AGENTS["scolaire"].courriel}, "__Host-agent", Genre.AGENT),
    ],
)
def test_the_cookie_of_a_session_is_for_this_site_over_tls_and_out_of_scripts(portail, path, body, nom, genre):
    portail.another().logged_in()
    portail.another().login_agent()
    morsel = set_cookie(portail.post(path, body | {"mot_de_passe": MOT_DE_PASSE}), nom)
    assert len(morsel.value) == 43
    attributes = {name: value for name, value in morsel.items() if value}
    lifetime = str(int(DUREES[genre].total_seconds()))
    assert attributes == {"path": "/", "max-age": lifetime, "secure": True, "httponly": True, "samesite": "Strict"}


def test_each_login_opens_another_session(portail):
    portail.logged_in()
    first = dict(portail.cookies)
    portail.login("amélie.lire")
    assert portail.cookies != first


def test_the_store_does_not_hold_what_opens_a_session(portail):
    cookie = portail.logged_in().cookies["__Host-usager"]
    (item,) = SessionItem.scan()
    assert cookie not in f"{item.jeton} {item.contenu}"


def test_who_logs_out_loses_the_cookie_and_a_copy_of_it_opens_nothing(portail):
    thief = portail.logged_in().another()
    thief.cookies = dict(portail.cookies)
    answer = portail.call("DELETE", "/session")
    assert (answer.status_code, answer.body, set_cookie(answer)["max-age"]) == (204, b"", "0")
    assert "__Host-usager" not in portail.cookies
    refused(thief.get("/compte"), 401, "non-connecte")
    refused(thief.call("DELETE", "/session"), 401, "non-connecte")


def test_logging_out_leaves_the_other_sessions_open(portail):
    phone = portail.logged_in().another()
    phone.login("amélie.lire")
    portail.call("DELETE", "/session")
    assert phone.get("/session").status_code == 200


def test_an_agent_and_a_citizen_log_out_apart(portail):
    portail.logged_in().login_agent()
    portail.call("DELETE", "/agents/session")
    refused(portail.get("/agents/session"), 401, "non-connecte")
    assert portail.get("/session").status_code == 200


@pytest.mark.parametrize(("genre", "path"), [(Genre.USAGER, "/session"), (Genre.AGENT, "/agents/session")])
def test_a_session_ends_at_its_hour_even_if_the_store_still_has_it(portail, genre, path):
    portail.logged_in().login_agent()
    clock.offset += DUREES[genre] - timedelta(minutes=1)
    assert portail.get(path).status_code == 200
    advance(minutes=1)
    refused(portail.get(path), 401, "non-connecte")
    assert SessionItem.count() == 2


@pytest.mark.parametrize(
    "foreign", ['statistiques={"vues":1}', "é=1", "a b=2", "vide", "=", '"', "__Host-usager-2=x", "__host-usager=x"]
)
def test_a_cookie_that_another_site_of_the_town_sets_does_not_log_out(portail, foreign):
    portail.logged_in()
    ours = f"__Host-usager={portail.cookies['__Host-usager']}"
    assert portail.get("/session", Cookie=f"{foreign}; {ours}").status_code == 200
    assert portail.get("/session", Cookie=f"{ours};{foreign}").status_code == 200


@pytest.mark.parametrize("cookie", [None, "", "__Host-usager=", "__Host-usager=x", "__Host-usager", "\x00"])
def test_a_cookie_that_opens_nothing_is_as_good_as_none(portail, cookie):
    refused(portail.get("/session", Cookie=cookie), 401, "non-connecte")


@pytest.mark.parametrize("typed", ["AMÉLIE.LIRE", "  amélie.lire ", "ame\u0301lie.lire"])
def test_letter_case_spaces_around_and_the_form_of_accents_do_not_count(portail, typed):
    portail.create_compte()
    assert portail.login(typed).status_code == 200


def test_an_unknown_identifiant_and_a_wrong_password_cannot_be_told_apart(portail):
    portail.create_compte()
    wrong = portail.login("amélie.lire", "girafe verte sur un tracteur")
    refused(wrong, 401, "connexion-refusee")
    assert apart_from_instance(portail.login("amelie.lire")) == apart_from_instance(wrong)
    assert "Set-Cookie" not in wrong.headers


def test_an_unknown_agent_and_a_wrong_password_cannot_be_told_apart(portail):
    portail.another().login_agent()
    known, unknown = (
        portail.post("/agents/session", {"courriel": courriel, "mot_de_passe": "girafe verte"})
        for courriel in (AGENTS["scolaire"].courriel, "personne@valmont.example")
    )
    refused(known, 401, "connexion-refusee")
    assert apart_from_instance(known) == apart_from_instance(unknown)


@pytest.mark.parametrize("identifiant", ["", " ", "x" * 3000, "é" * 1100, "amélie\x00", "amélie.lire#"])
def test_a_name_that_nobody_can_have_is_refused_like_any_unknown_one(portail, identifiant):
    refused(portail.login(identifiant), 401, "connexion-refusee")
    refused(
        portail.post("/agents/session", {"courriel": identifiant, "mot_de_passe": MOT_DE_PASSE}),
        401,
        "connexion-refusee",
    )


def test_the_password_of_an_agent_opens_nothing_at_the_citizens_door(portail):
    portail.another().login_agent()
    refused(portail.login(f"agent:{AGENTS['scolaire'].courriel}"), 401, "connexion-refusee")
    assert SessionItem.count() == 1


def fail(portail, identifiant, times):
    return [portail.login(identifiant, "girafe verte").status_code for _ in range(times)]


def must_wait(portail, identifiant):
    """Seconds, as the answer tells them: the portal's clock runs during a test."""
    answer = portail.login(identifiant)
    refused(answer, 429, "trop-d-essais")
    return int(answer.headers["Retry-After"])


@pytest.mark.parametrize("identifiant", ["amélie.lire", "personne.inconnu"])
def test_the_sixth_try_waits_a_minute_whether_or_not_the_name_exists(portail, identifiant):
    portail.create_compte()
    assert fail(portail, identifiant, 5) == [401] * 5
    assert 50 < must_wait(portail, identifiant) <= 60
    advance(seconds=45)
    advance(seconds=must_wait(portail, identifiant))
    assert portail.login(identifiant).status_code == (200 if identifiant == "amélie.lire" else 401)


def test_the_delay_doubles_with_each_failure(portail):
    fail(portail, "personne", 5)
    for minutes in (1, 2, 4):
        seconds = must_wait(portail, "personne")
        assert 0 <= 60 * minutes - seconds < 10
        advance(seconds=seconds)
        assert fail(portail, "personne", 1) == [401]


def test_a_success_forgets_the_failures_before_it(portail):
    portail.create_compte()
    fail(portail, "amélie.lire", 4)
    assert portail.login("amélie.lire").status_code == 200
    assert fail(portail, "amélie.lire", 5) == [401] * 5


def test_the_failures_at_one_name_do_not_slow_another(portail):
    portail.create_compte()
    fail(portail, "personne", 6)
    assert portail.login("amélie.lire").status_code == 200


def test_the_tries_at_an_agent_s_name_are_counted_too(portail):
    for _ in range(5):
        portail.post("/agents/session", {"courriel": "Personne@valmont.example", "mot_de_passe": "x"})
    answer = portail.post("/agents/session", {"courriel": "personne@valmont.example", "mot_de_passe": "x"})
    refused(answer, 429, "trop-d-essais")


def test_an_agent_sees_their_name_services_and_roles(portail):
    assert portail.login_agent("ccas").get("/agents/session").json_body == {
        "prenom": "Paul",
        "nom": "Noël",
        "services": [{"slug": "ccas", "nom": "Centre communal d’action sociale (CCAS)"}],
        "roles": ["lire", "traiter"],
    }
