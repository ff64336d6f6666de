"""What the local portal received instead of sending: one SQLite file, on disk before it is acknowledged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """One connection per call: the server's threads share none. Committed at the end of the block."""
    base = sqlite3.connect(file, timeout=5)
    try:
        with base:
            yield base
    finally:
        base.close()


def create(file: Path, schema: str) -> None:
    """Once per start; keeps what is there."""
    with opened(file) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute(schema)
