"""On the engines themselves: what was committed outlives `kill -9`, and nothing outlives the portal."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest

from infra import tables
from infra.local import engines

ROOT = Path(__file__).parents[2]
VICTIM = """
import sys, time
from pathlib import Path
import boto3
from infra import tables
from infra.local import engines
started = engines.start(Path(sys.argv[1]))
started.wait()
keys = dict(region_name="eu-west-3", aws_access_key_id="local", aws_secret_access_key="local")
dynamodb = boto3.client("dynamodb", endpoint_url=started.tables.url, **keys)
s3 = boto3.client("s3", endpoint_url=started.pieces.url, **keys)
tables.create_tables(dynamodb)
tables.create_bucket(s3)
s3.put_object(Bucket="pieces", Key="demandes/1", Body=b"%PDF")
dynamodb.put_item(TableName="sessions", Item={"jeton": {"S": "gardee"}})
print(started.tables.process.pid, started.pieces.process.pid, flush=True)
time.sleep(60)
"""
KEYS = {"region_name": "eu-west-3", "aws_access_key_id": "local", "aws_secret_access_key": "local"}


@pytest.fixture
def killed(tmp_path, monkeypatch, is_running):
    """A data folder whose portal was killed with -9 right after its last write was acknowledged, and its engines."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    command = [sys.executable, "-c", VICTIM, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as victim:
        groups = [int(group) for group in victim.stdout.readline().split()]
        assert all(map(is_running, groups))
        victim.send_signal(signal.SIGKILL)
    return tmp_path, groups


def test_engines_end_with_the_portal_even_killed(killed, is_running):
    _, groups = killed
    deadline = time.monotonic() + 5
    while any(map(is_running, groups)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_running, groups))


def test_what_was_committed_is_there_after_kill_9(killed):
    data, _ = killed
    started = engines.start(data)
    try:
        started.wait()
        dynamodb = boto3.client("dynamodb", endpoint_url=started.tables.url, **KEYS)
        s3 = boto3.client("s3", endpoint_url=started.pieces.url, **KEYS)
        tables.create_tables(dynamodb)
        tables.create_bucket(s3)
        assert "Item" in dynamodb.get_item(TableName="sessions", Key={"jeton": {"S": "gardee"}})
        assert s3.get_object(Bucket="pieces", Key="demandes/1")["Body"].read() == b"%PDF"
    finally:
        started.stop()


def test_engines_listen_to_this_machine_only(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    started = engines.start(tmp_path)
    try:
        started.wait()
        for port in (started.tables.port, started.pieces.port):
            with pytest.raises(OSError):  # noqa: PT011  # refused on Linux, unreachable on macOS
                socket.create_connection(("127.0.0.2", port), timeout=1)
    finally:
        started.stop()


def test_stopping_leaves_no_process(tmp_path, monkeypatch, is_running):
    monkeypatch.chdir(ROOT)
    started = engines.start(tmp_path)
    started.wait()
    groups = [started.tables.process.pid, started.pieces.process.pid]
    assert all(map(is_running, groups))
    started.stop()
    assert not any(map(is_running, groups))
