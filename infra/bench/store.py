"""The application on dynoxide, in this process: for the bench, the races and the tests of capacity."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.storage.connexion import connexion
from infra import tables
from infra.local import engines


@dataclass(frozen=True, slots=True)
class Store:
    """A running dynoxide, and the application's client on it."""

    client: Any
    engine: engines.Engine

    def cpu(self) -> float:
        """Milliseconds of CPU that the engine has spent (Linux, like dynoxide itself)."""
        (child,) = self._children(self.engine.process.pid)
        times = (task / "schedstat" for task in Path(f"/proc/{child}/task").iterdir())
        return sum(int(time.read_text().split()[0]) for time in times) / 1e6

    @staticmethod
    def _children(pid: int) -> list[str]:
        """Of the shell that holds the engine's leash; its other child waits for us to end."""
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [child for child in children if "dynoxide" in Path(f"/proc/{child}/comm").read_text()]


@contextmanager
def on_dynoxide(folder: Path) -> Iterator[Store]:
    """Empty tables, in memory; inside the block the application's tables are there. `folder` gets the engine's log.

    dynoxide holds transactions and conditions under threads, applies one token once, and counts capacity as AWS does;
    moto does none of these.
    """
    engine = engines.start_tables(folder, kept=False)
    before = connexion.host
    try:
        engine.wait()
        point(engine.url)
        client: Any = connexion.client
        tables.create_tables(client)
        yield Store(client, engine)
    finally:
        point(before)
        engine.stop()


def point(url: str | None) -> None:
    """Another store for every table, with a client of its own: the next call makes it."""
    connexion.host = url
    connexion._client = None  # noqa: SLF001 (PynamoDB keeps it there and has no other way)
