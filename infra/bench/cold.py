"""What a cold start pays before the first answer, and what the package weighs, measured on a copy of the package."""

import compileall
import importlib.metadata
import inspect
import io
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

import chalice
import chalice.app

PROBE = """
import json, pathlib, re, time
began = time.process_time()
import app
imported = time.process_time()
from chalicelib.storage.connexion import connexion
connexion.client
made = time.process_time()
peak = int(re.search("VmHWM:\\s*(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
print(json.dumps([(imported - began) * 1000, (made - imported) * 1000, peak / 1024]))
"""
SERVICES = ("dynamodb", "s3", "sesv2", "sts")
"""Of botocore's data, what the portal calls; the other folders are other services."""
NAME = re.compile(r"^([\w.-]+)==", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cold:
    """`imports` of app.py, then `client`, the first DynamoDB client: median ms of CPU. `peak` of memory in MiB.

    CPU is what the clock says on a machine that does nothing else.
    """

    imports: float
    client: float
    peak: float


@dataclass(frozen=True, slots=True)
class Weight:
    """MB (10^6 bytes), without .pyc: `botocore_data` is that of every AWS service, `botocore_needed` of those used."""

    unzipped: float
    zipped: float
    botocore_data: float
    botocore_needed: float


def stage(folder: Path) -> None:
    """As Chalice packages it: app.py, chalicelib, two files of Chalice, the runtime requirements."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy("app.py", folder)
    shutil.copytree("chalicelib", folder / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "chalice").mkdir()
    for module in (chalice, chalice.app):
        shutil.copy(inspect.getfile(module), folder / "chalice")
    for name in NAME.findall(Path("requirements.txt").read_text(encoding="utf-8")):
        _copy(name, folder)


def _copy(name: str, folder: Path) -> None:
    """What pip installed under site-packages, scripts and .pyc aside."""
    for file in importlib.metadata.distribution(name).files or ():
        source = Path(str(file.locate()))
        if ".." not in file.parts and file.suffix != ".pyc" and source.is_file():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / file)


def weigh(folder: Path) -> Weight:
    """Of a staged package."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    data = folder / "botocore" / "data"
    needed = [file for service in SERVICES for file in (data / service).rglob("*")] + list(data.glob("*.json*"))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for file in files:
            package.write(file, file.relative_to(folder))
    sizes = (_mb(files), archive.tell() / 1e6, _mb(data.rglob("*")), _mb(needed))
    return Weight(*(round(size, 2) for size in sizes))


def _mb(files: Iterable[Path]) -> float:
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def starts(folder: Path, runs: int) -> tuple[Cold, Cold]:
    """As packaged today, without .pyc; then with them."""
    without = _start(folder, runs)
    compileall.compile_dir(folder, quiet=2, workers=0, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return without, _start(folder, runs)


def _start(folder: Path, runs: int) -> Cold:
    """In new processes that see the package and the standard library only, and write no .pyc."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", "-c", PROBE]
    probes = [
        subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=True) for _ in range(runs)
    ]
    columns = zip(*(json.loads(probe.stdout) for probe in probes), strict=True)
    return Cold(*(round(statistics.median(column), 1) for column in columns))
