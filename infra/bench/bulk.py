"""Other people's comptes and demandes, by the ten or the hundred thousand: written straight to the tables.

Each is a copy, under other keys, of what the portal itself would write, less the history, which no list reads. The
requests are made by hand: botocore would take minutes of CPU for 300,000 items.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from itertools import islice

from pynamodb.models import Model

from chalicelib import storage
from chalicelib.domain.compte import Compte
from chalicelib.domain.demande import Demande
from chalicelib.storage.identifiants import Acces

DIGITS = 8
"""At the end of each key, in place of its own: everything keeps its length, hence its units."""
BATCH = 25
"""DynamoDB's most."""
WRITERS, SHARE = 2, 500
"""Connections at once; ranks that one of them writes."""
HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
    "Authorization": "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-3/dynamodb/aws4_request, "
    "SignedHeaders=host, Signature=0",
    "X-Amz-Date": "20260101T000000Z",
}


def add(port: int, compte: Compte, acces: Acces, demande: Demande, ranks: range) -> None:
    """One compte, its identifiant and its demande for each rank, to the engine on `port`."""
    patterns = [
        _pattern(storage.comptes.creation(compte).item, compte.id),
        _pattern(storage.identifiants.creation(acces).item, compte.id, acces.identifiant),
        _pattern(storage.demandes.creation(demande).item, str(demande.compte), demande.numero),
    ]
    shares = [ranks[begin : begin + SHARE] for begin in range(0, len(ranks), SHARE)]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(partial(_write, port, patterns), shares))


def _pattern(item: Model, *keys: str) -> str:
    """A put of the item as JSON, beside the name of its table; the mark @@ stands for the end of its keys."""
    put = json.dumps({"PutRequest": {"Item": item.serialize()}})
    for key in keys:
        put = put.replace(_quoted(key), _quoted(key[:-DIGITS]) + "@@")
    return f"{item.Meta.table_name}\n{put}"


def _quoted(text: str) -> str:
    return json.dumps(text)[1:-1]


def _batches(patterns: list[str], ranks: range) -> Iterator[list[str]]:
    puts = (pattern.replace("@@", f"{rank:0{DIGITS}d}") for rank in ranks for pattern in patterns)
    while batch := list(islice(puts, BATCH)):
        yield batch


def _write(port: int, patterns: list[str], ranks: range) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for batch in _batches(patterns, ranks):
        connection.request("POST", "/", _body(batch), HEADERS)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200 or json.loads(text).get("UnprocessedItems"):  # noqa: PLR2004
            raise RuntimeError(text)
    connection.close()


def _body(batch: list[str]) -> bytes:
    tables: dict[str, list[str]] = {}
    for entry in batch:
        table, _, put = entry.partition("\n")
        tables.setdefault(table, []).append(put)
    requests = ", ".join(f'"{table}": [{", ".join(puts)}]' for table, puts in tables.items())
    return f'{{"RequestItems": {{{requests}}}}}'.encode()
