import time
from concurrent.futures import ThreadPoolExecutor
from email.message import Message

import pytest
from chalice import Chalice, Response

from infra.local.exchange import Request
from infra.local.gateway import Gateway

app = Chalice("essai", configure_logs=False)
app.api.binary_types = ["audio/wav"]


@app.route("/echo/{mot}", methods=["GET", "POST"])
def echo(mot):
    time.sleep(0.01)
    seen = app.current_request
    return {"route": mot, "requete": seen.uri_params["mot"], "id": seen.context["requestId"]}


@app.route("/cookies")
def cookies():
    return Response("", {"Set-Cookie": ["a=1", "b=2"]}, 204)


@app.route("/son")
def son():
    return Response(b"RIFF\x00\xff", {"Content-Type": "audio/wav"}, 200)


@pytest.fixture(scope="module")
def gateway():
    return Gateway(app, lambda status, identifier: Response({"statut": status, "id": identifier}, status_code=status))


def ask(gateway, target, method="GET", **headers):
    message = Message()
    for name, value in headers.items():
        message[name] = value
    return gateway.answer(Request(method, target, message, b""))


def test_requests_at_the_same_time_do_not_see_each_other(gateway):
    mots = [f"mot{rang}" for rang in range(64)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda mot: ask(gateway, f"/api/echo/{mot}?x=1").body.decode(), mots))
    assert all(f'"route":"{mot}","requete":"{mot}"' in answer for mot, answer in zip(mots, answers, strict=True))


def test_every_request_has_an_id_of_its_own(gateway):
    assert ask(gateway, "/api/echo/a").body != ask(gateway, "/api/echo/a").body


@pytest.mark.parametrize(
    ("method", "target", "status", "allow"),
    [
        ("GET", "/api/absente", 404, ""),
        ("GET", "/api/echo", 404, ""),
        ("GET", "/api/", 404, ""),
        ("DELETE", "/api/echo/a", 405, "GET, POST"),
        ("OPTIONS", "/api/echo/a", 405, "GET, POST"),
    ],
)
def test_what_no_route_takes_is_answered_by_the_problem_given(gateway, method, target, status, allow):
    answer = ask(gateway, target, method)
    assert (answer.status, answer.header("Allow")) == (status, allow)
    assert f'"statut":{status}' in answer.body.decode()


def test_several_cookies_leave_as_several_headers(gateway):
    answer = ask(gateway, "/api/cookies")
    assert [value for name, value in answer.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert answer.body == b""


def test_a_sound_leaves_as_bytes(gateway):
    assert ask(gateway, "/api/son", Accept="audio/wav").body == b"RIFF\x00\xff"


def test_an_answer_that_says_nothing_of_its_type_is_json(gateway):
    assert ask(gateway, "/api/echo/a").header("Content-Type") == "application/json"
