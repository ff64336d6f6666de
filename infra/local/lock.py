"""One portal per data folder: two would open the same tables."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.console import Refus

PATIENCE = 3.0
"""Seconds: a portal that is stopping gives its place to the next."""


@contextmanager
def held(data: Path, address: str) -> Iterator[None]:
    """The kernel lets go of it when the process ends, `kill -9` included. Raises Refus when another portal has it."""
    with (data / "verrou").open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + PATIENCE
        while not _take(file.fileno()):
            if time.monotonic() > deadline:
                file.seek(0)
                raise Refus(
                    f"Un portail tourne déjà avec ces données\u00a0: {file.read()}. Arrêtez-le d’abord (Ctrl-C)"
                )
            time.sleep(0.05)
        file.truncate(0)
        file.write(address)
        file.flush()
        yield


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
