import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from threading import Thread

import boto3
import pytest

from infra.local.server import PortalServer

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class LocalPortal:
    """`python -m infra.local` on a free port, with a minimal site, as `make run` starts it."""

    def __init__(self, folder):
        self.data = folder / "data"
        self.site = folder / "site"
        self.journal = folder / "console.txt"
        (self.site / "services").mkdir(parents=True)
        (self.site / "index.html").write_text("<h1>Accueil</h1>", encoding="utf-8")
        (self.site / "404.html").write_text("<title>404</title><main><h1>404</h1></main>", encoding="utf-8")
        self.process = None
        self.origin = ""

    @property
    def command(self):
        options = ("--port", "0", "--data", str(self.data), "--site", str(self.site))
        return [sys.executable, "-m", "infra.local", *options]

    def start(self):
        with self.journal.open("w", encoding="utf-8") as console:
            self.process = subprocess.Popen(self.command, cwd=ROOT, stdout=console, stderr=console)
        self.wait_until_ready()
        return self

    def wait_until_ready(self):
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(r"prêt.*(http://127\.0\.0\.1:\d+)\n[^$]*Ctrl-C", self.console())):
            assert self.process.poll() is None, self.console()
            assert time.monotonic() < deadline, self.console()
            time.sleep(0.05)
        self.origin = found[1]

    def console(self):
        return self.journal.read_text(encoding="utf-8")

    def call(self, path, body=None, **headers):
        """The decoded JSON, and the headers of the answer."""
        data = None if body is None else json.dumps(body).encode()
        state_changing = {"Content-Type": "application/json", "X-Requested-With": "portail", "Origin": self.origin}
        request = urllib.request.Request(self.origin + path, data, state_changing | headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer), answer.headers

    def end(self, signal):
        self.process.send_signal(signal)
        return self.process.wait(timeout=20)

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)


@pytest.fixture
def portal(tmp_path):
    """Not started yet; stopped at the end."""
    portal = LocalPortal(tmp_path)
    yield portal
    portal.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """One started portal for the tests that only talk to it."""
    portal = LocalPortal(tmp_path_factory.mktemp("portail"))
    yield portal.start()
    portal.close()


@pytest.fixture
def is_running():
    """Whether anything is left of an engine, by the group of its processes."""

    def answer(group):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        return True

    return answer


@pytest.fixture
def plug(monkeypatch):
    """boto3 itself, talking over HTTP to what answers in the place of a service: plug("sns", receive, endpoint)."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    servers = []

    def client(service, receive, endpoint):
        server = PortalServer(0)
        server.open(receive)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        secrets = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
        return boto3.client(service, endpoint_url=server.origin + endpoint, region_name="eu-west-3", **secrets)

    yield client
    for server in servers:
        server.shutdown()
        server.server_close()
