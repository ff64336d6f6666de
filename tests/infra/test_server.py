import http.client
import socket
from threading import Thread

import pytest

from infra.local.console import Refus
from infra.local.exchange import Answer
from infra.local.server import LARGEST_BODY, PortalServer


@pytest.fixture
def connection():
    server = PortalServer(0)
    server.open(lambda request: Answer(200, (("Content-Type", "text/plain"),), request.method.encode() + request.body))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    yield connection
    connection.close()
    server.shutdown()
    server.server_close()


def answer(connection, method, body=None, headers=()):
    connection.request(method, "/", body, dict(headers))
    response = connection.getresponse()
    return response, response.read()


def test_a_connection_serves_several_requests(connection):
    answer(connection, "GET")
    first = connection.sock.getsockname()
    assert answer(connection, "POST", b"corps")[1] == b"POSTcorps"
    assert connection.sock.getsockname() == first


def test_nagle_is_off_so_that_small_answers_do_not_wait():
    server = PortalServer(0)
    server.server_close()
    assert server.RequestHandlerClass.disable_nagle_algorithm
    assert server.RequestHandlerClass.wbufsize != 0


def test_head_answers_like_get_without_the_body(connection):
    get, body = answer(connection, "GET")
    head, nothing = answer(connection, "HEAD")
    assert (head.status, head.getheader("Content-Length")) == (get.status, str(len(body)))
    assert nothing == b""


def test_no_answer_invites_other_sites(connection):
    response, _ = answer(connection, "OPTIONS", headers={"Origin": "https://ailleurs.example"})
    assert not [name for name, _ in response.getheaders() if name.lower().startswith("access-control")]


def test_a_body_over_the_limit_of_the_gateway_is_refused_unread(connection):
    response, _ = answer(connection, "POST", headers={"Content-Length": str(LARGEST_BODY + 1)})
    assert (response.status, response.getheader("Connection")) == (413, "close")


def test_a_body_of_unknown_length_is_refused(connection):
    response, _ = answer(connection, "POST", headers={"Transfer-Encoding": "chunked"})
    assert response.status == 411


def test_a_taken_port_is_said_with_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refus, match=rf"port {port} est déjà pris.*make run PORT={port + 1}"):
            PortalServer(port)
