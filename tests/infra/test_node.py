import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments, cwd=ROOT, **environment):
    command = [sys.executable, "-m", "infra.local.node", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_node_is_recent_enough():
    done = run("node", "--version")
    assert int(done.stdout.removeprefix("v").split(".")[0]) >= 20


def test_the_exit_status_is_that_of_the_program():
    assert run("node", "-e", "process.exit(7)").returncode == 7


@pytest.mark.parametrize("major", ["18", "19"])
def test_an_old_node_is_not_used(tmp_path, major):
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho v{major}.1.0\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    lookup = "from infra.local.node import _on_path; print(_on_path('npm'))"
    environment = {**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin"}
    command = [sys.executable, "-c", lookup]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert found.stdout.strip() == "None", found.stderr


def test_an_npm_registry_out_of_reach_is_one_clear_line(tmp_path):
    package = '{"name": "essai", "version": "1.0.0", "dependencies": {"abbrev": "3.0.1"}}'
    (tmp_path / "package.json").write_text(package, encoding="utf-8")
    done = run(
        *("npm", "install", "--loglevel=error", "--fetch-retries=0", "--cache", str(tmp_path / "cache")),
        cwd=tmp_path,
        npm_config_registry="http://127.0.0.1:9",
    )
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Le registre npm ne répond pas. Vérifiez la connexion à Internet")
