"""Puts the local portal together: engines, application, site, mailbox, in the order that starts fastest."""

import importlib
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infra import tables
from infra.local import engines, environment, lock, mailbox, phone
from infra.local.console import Refus
from infra.local.exchange import Answer, Request
from infra.local.server import PortalServer
from infra.site_headers import headers, payment_origin

if TYPE_CHECKING:
    from infra.local.antivirus import Antivirus
    from infra.local.gateway import Gateway
    from infra.local.outbox import Sender
    from infra.local.routes_local import LocalRoutes
    from infra.local.static import Site

LOGINS = "demonstration.json"
UNFINISHED = "preparation"
"""A file there while the first data are being made: found at the next start, everything is made again."""
CHANGES = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; `data` is absolute; `site` is the built site."""

    port: int
    commune: str
    data: Path
    site: Path


@dataclass(frozen=True, slots=True)
class Portal:
    """What answers, by the beginning of the address."""

    gateway: "Gateway"
    local: "LocalRoutes"
    site: "Site"
    sender: "Sender"
    importer: "Sender"
    verifier: "Sender"
    antivirus: "Antivirus"

    def answer(self, request: Request) -> Answer:
        """The same three behaviours as the distribution on AWS, and /_local."""
        path = request.path
        if path.startswith(mailbox.ENDPOINT + "/"):
            return self.local.mailbox.receive(request)
        if path.removesuffix("/") == phone.ENDPOINT:
            return self.local.phone.receive(request)
        if path.startswith("/_local/"):
            return self.local.answer(request)
        if path.startswith("/api/"):
            answer = self.gateway.answer(request)
            if request.method in CHANGES:
                self.sender.wake()
                self.importer.wake()
            return answer
        return self.site.answer(request)


@contextmanager
def serving(options: Options) -> Iterator[str]:
    """The portal answers inside the block, at the address given; everything started is stopped after it."""
    if not (options.site / "index.html").exists():
        raise Refus("Le site n’est pas construit\u00a0: lancez «\u00a0make site\u00a0», puis recommencez")
    options.data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(lock.held(options.data, f"http://127.0.0.1:{options.port}"))
        server = PortalServer(options.port)
        stack.callback(server.server_close)
        commune = environment.commune(options.commune, server.origin)
        _forget_unfinished(options.data)
        started = engines.start(options.data)
        stack.callback(started.stop)
        environment.apply(environment.settings(commune, server.origin, options.data, started), os.environ)
        portal = _assemble(options, started, headers(started.pieces.url, payment_origin(commune)))
        server.open(portal.answer)
        threading.Thread(target=server.serve_forever, args=(0.1,), name="server", daemon=True).start()
        stack.callback(server.shutdown)
        portal.sender.start()
        portal.importer.start()
        portal.verifier.start()
        portal.antivirus.start()
        yield server.origin


def _assemble(options: Options, started: engines.Engines, headers: dict[str, str]) -> Portal:
    """Imports the application while the engines start: it reads its settings as it is imported."""
    log = (options.data / "portail.log").open("a", buffering=1, encoding="utf-8")
    sys.stdout = log
    with ThreadPoolExecutor(1) as pool:
        prepared = pool.submit(_prepare, started)
        assembly = importlib.import_module("infra.local.assembly")
        prepared.result()
    portal: Portal = assembly.portal(options, tuple(headers.items()))
    return portal


def _prepare(started: engines.Engines) -> None:
    """Tables and bucket, as soon as each engine answers."""
    import boto3  # noqa: PLC0415  # in the thread, beside the import of the application

    started.wait()
    try:
        tables.create_tables(boto3.client("dynamodb"))
    except tables.TablesPerimees as error:
        raise Refus(
            f"La table «\u00a0{error}\u00a0» date d’une autre version. Supprimez le dossier .local, puis relancez"
        ) from error
    tables.create_bucket(boto3.client("s3"))


def _forget_unfinished(data: Path) -> None:
    """Nobody has used what an interrupted first start left."""
    if not (data / UNFINISHED).exists():
        return
    for leftover in (*data.glob("tables.sqlite*"), data / LOGINS):
        leftover.unlink(missing_ok=True)
    for folder in ("pieces", "ministack"):
        shutil.rmtree(data / folder, ignore_errors=True)
