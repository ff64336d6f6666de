"""The application on dynoxide, in this process: for the bench, the races and the tests of capacity."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chalicelib.storage.connexion import connexion
from infra import tables
from infra.local import engines


@contextmanager
def on_dynoxide(folder: Path) -> Iterator[Any]:
    """Empty tables, kept in `folder`; inside the block the application's one DynamoDB client, given here, is there.

    dynoxide holds transactions and conditions under threads, tells one token twice, and counts capacity as AWS does;
    moto does none of these.
    """
    engine = engines.start_tables(folder)
    before = connexion.host
    try:
        engine.wait()
        point(engine.url)
        client: Any = connexion.client
        tables.create_tables(client)
        yield client
    finally:
        point(before)
        engine.stop()


def point(url: str | None) -> None:
    """Another store for every table, with a client of its own: the next call makes it."""
    connexion.host = url
    connexion._client = None  # noqa: SLF001 (PynamoDB keeps it there and has no other way)
