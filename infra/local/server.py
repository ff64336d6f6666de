"""A small threaded HTTP/1.1 server: keep-alive, Nagle off, one write per answer (two small writes stall for 44 ms)."""

import errno
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from socket import socket
from socketserver import TCPServer, ThreadingMixIn

from infra.local.compression import compressed
from infra.local.console import Refus, say
from infra.local.exchange import Answer, Request, problem

HOST = "127.0.0.1"
LARGEST_BODY = 10 * 1024 * 1024
"""Bytes, the limit of API Gateway: attachments go straight to S3."""
SERVER_ERROR = 500
FIRST_FREE = 1024

_Socket = socket | tuple[bytes, socket]
Handle = Callable[[Request], Answer]


class PortalServer(ThreadingMixIn, TCPServer):
    """Takes its port when made and answers only once `open` is called. Raises Refus when the port is taken."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        self.handle: Handle = lambda _: problem(503, "Le portail démarre")
        super().__init__((HOST, port), _Handler, bind_and_activate=False)
        try:
            self.server_bind()
        except OSError as error:
            self.server_close()
            cause = "est déjà pris" if error.errno == errno.EADDRINUSE else "n’est pas permis ici"
            raise Refus(
                f"Le port {port} {cause}. Choisissez-en un autre\u00a0: make run PORT={_other(port)}"
            ) from error

    @property
    def origin(self) -> str:
        """The only origin whose calls the API takes."""
        return f"http://{HOST}:{self.server_address[1]}"

    def open(self, handle: Handle) -> None:
        """From now on connections are taken; call serve_forever in a thread of its own."""
        self.handle = handle
        self.server_activate()

    def handle_error(self, request: _Socket, client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _other(port: int) -> int:
    """One that anybody may open, near the one that was asked for."""
    return port + 1 if port >= FIRST_FREE else 8000 + port % 1000


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60
    server: PortalServer

    def _exchange(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            answer = self._refuse(411, "La longueur du message est à indiquer")
        elif int(length) > LARGEST_BODY:
            answer = self._refuse(413, "Le message est trop volumineux")
        else:
            method = "GET" if self.command == "HEAD" else self.command
            answer = self.server.handle(Request(method, self.path, self.headers, self.rfile.read(int(length))))
        self._send(compressed(answer, self.headers.get("Accept-Encoding", "")))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = _exchange  # noqa: N815

    def _refuse(self, status: int, title: str) -> Answer:
        """The body stays unread, so the connection cannot serve again."""
        self.close_connection = True
        return problem(status, title)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        if answer.status >= SERVER_ERROR and not answer.header("Content-Type").startswith("text/xml"):  # a SOAP fault
            say(f"Erreur {answer.status}\u00a0: {self.command} {self.path} (voir le journal)")

    def handle_expect_100(self) -> bool:
        """Writes are buffered: without this flush the client waits a second before it sends its body."""
        going_on = super().handle_expect_100()
        self.wfile.flush()
        return going_on

    def version_string(self) -> str:
        """Neither Python nor its version."""
        return "portail"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
        """The application has its own log; the console is for people."""
