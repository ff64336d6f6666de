"""The engines behind the local portal: dynoxide for DynamoDB, ministack for S3, each a process on 127.0.0.1.

The application never knows: the AWS SDK finds them through AWS_ENDPOINT_URL_<SERVICE>.
"""

import os
import platform
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from infra.local.console import Refus, say
from infra.local.server import HOST

DYNOXIDE = Path("node_modules/@dynoxide/linux-x64/dynoxide")
MINISTACK_PYTHON = Path(".venv-emulator/bin/python")
REGION = "eu-west-3"
CREDENTIAL = "local"
"""Both halves of the key: ministack opens a signed link only to the key that it was started with."""
PATIENCE = 20.0
"""Seconds given to an engine: a first start on a slow disk compiles its Python."""

# The engine ends when our end of its standard input closes: at a normal stop, and also when we are killed with -9.
LEASH = """
exec 3<&0
"$@" </dev/null 3<&- & engine=$!
(cat <&3 >/dev/null; kill "$engine" 2>/dev/null) & watch=$!
exec 3<&-
wait "$engine"; status=$?
kill "$watch" 2>/dev/null
exit "$status"
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine; `journal` is the file of what it prints."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    journal: Path

    @property
    def url(self) -> str:
        """What an AWS_ENDPOINT_URL_<SERVICE> takes."""
        return f"http://{HOST}:{self.port}"

    def wait(self) -> None:
        """Until it takes connections. Raises Refus when it stops or takes too long."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection((HOST, self.port), timeout=1).close()
            except OSError:
                time.sleep(0.01)
            else:
                return
        raise Refus(f"Le moteur {self.name} ne démarre pas\u00a0: voir {self.journal}, puis relancez")

    def stop(self) -> None:
        """Lets go of the leash, and waits; an engine that hangs is killed with its group."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait()


@dataclass(frozen=True, slots=True)
class Engines:
    """`tables` and `pieces` are one and the same where dynoxide has no binary."""

    tables: Engine
    pieces: Engine

    def wait(self) -> None:
        """Until both take connections."""
        self.tables.wait()
        self.pieces.wait()

    def stop(self) -> None:
        """Both; in no particular order, since neither calls the other."""
        self.pieces.stop()
        self.tables.stop()


def start(data: Path) -> Engines:
    """Starts both at once, with their files in `data`, and does not wait for them."""
    if not is_published():
        say("Pas de dynoxide pour cette machine\u00a0: ministack tient aussi les tables, gardées à l’arrêt par Ctrl-C.")
        both = _ministack(data, "s3,dynamodb", {"PERSIST_STATE": "1"})
        return Engines(both, both)
    pieces = start_pieces(data)
    return Engines(start_tables(data), pieces)


def is_published() -> bool:
    """Whether dynoxide has a binary for this machine: Linux on x86-64 only."""
    return platform.system() == "Linux" and platform.machine() == "x86_64"


def start_tables(data: Path, *, kept: bool = True) -> Engine:
    """The tables' engine alone, for what needs no attachments; does not wait. Raises Refus when it is not installed.

    Unless `kept`, the tables are in memory and go with the engine: no disk is waited for.
    """
    if not DYNOXIDE.exists():
        raise Refus("Le moteur dynoxide n’est pas installé\u00a0: supprimez node_modules, puis relancez make")
    port = _free_port()
    command = [str(DYNOXIDE), "serve", "--host", HOST, "--port", str(port)]
    file = ["--db-path", str(data / "tables.sqlite")] if kept else []
    return _spawn("dynoxide", port, [*command, *file], {}, data)


def start_pieces(data: Path) -> Engine:
    """The engine of the bucket alone; does not wait. Raises Refus when it is not installed."""
    return _ministack(data, "s3", {})


def _ministack(data: Path, services: str, more: dict[str, str]) -> Engine:
    if not MINISTACK_PYTHON.exists():
        raise Refus("L’émulateur S3 n’est pas installé\u00a0: lancez «\u00a0make deps\u00a0», puis recommencez")
    port = _free_port()
    environment = {
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": REGION,
        "AWS_ACCESS_KEY_ID": CREDENTIAL,
        "AWS_SECRET_ACCESS_KEY": CREDENTIAL,
        "SERVICES": services,
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(data / "pieces"),
        "STATE_DIR": str(data / "ministack"),
        "TMPDIR": str(data),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
    }
    return _spawn("ministack", port, [str(MINISTACK_PYTHON), "-m", "ministack"], environment | more, data)


def _spawn(name: str, port: int, command: list[str], more: dict[str, str], data: Path) -> Engine:
    """In a session of its own: Ctrl-C reaches the portal only, which then stops its engines in order."""
    journal = data / f"{name}.log"
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(data), **more}
    with journal.open("ab") as log:
        process = subprocess.Popen(
            ["/bin/sh", "-c", LEASH, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
    return Engine(name, port, process, journal)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
