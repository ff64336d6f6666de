"""`python -m infra.bench`: what the portal costs, beside its budgets; exit status 1 when one is exceeded.

The table goes to the standard output, and everything to build/bench.json.
"""

import argparse
import json
import os
import sys
import tempfile
import tomllib
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from infra.tables import environment

if TYPE_CHECKING:
    from infra.bench.results import Results

BUILD = Path("build")
COMMUNE = Path("infra/communes/valmont-sur-lys.toml")


def main() -> int:
    """0 within every budget, 1 beyond one of them."""
    parser = argparse.ArgumentParser(prog="python -m infra.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="of each operation")
    parser.add_argument("--starts", type=int, default=7, help="of a new process")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100_000], help="comptes and demandes of others")
    parser.add_argument("--lines", type=int, default=50_000, help="of the file of factures that is imported")
    options = parser.parse_args()
    _settle()
    results = _results(options)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(asdict(results), indent=1, default=str), encoding="utf-8")
    print(results.as_markdown())
    for line in results.excesses:
        print(line, file=sys.stderr)
    return int(bool(results.excesses))


def _settle() -> None:
    """The settings of a deployed portal, before the application is imported."""
    commune = tomllib.loads(COMMUNE.read_text(encoding="utf-8"))
    os.environ.update(environment())
    os.environ.update(
        PORTAIL_COMMUNE=json.dumps(commune, default=str),
        PORTAIL_SECRET="5e" * 32,
        PORTAIL_INDULGENCE="1000",  # the visitors of the bench share an address
        AWS_REGION="eu-west-3",
        AWS_DEFAULT_REGION="eu-west-3",
        AWS_ACCESS_KEY_ID="local",
        AWS_SECRET_ACCESS_KEY="local",  # noqa: S106 (nobody's)
        NO_PROXY="127.0.0.1",
    )


def _results(options: argparse.Namespace) -> "Results":
    """The application's log lines are written, since AWS pays for them too, and thrown away."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        tempfile.TemporaryDirectory() as folder,
        redirect_stdout(nowhere),
    ):
        from app import app  # noqa: PLC0415 (it reads its settings as it is imported)
        from infra.bench import cold, imports, results, sizes  # noqa: PLC0415

        imported = imports.measure(Path(folder), options.lines)
        measured = sizes.measure(app, Path(folder), options.sizes, options.runs)
        package = (BUILD / "bench" / "package").resolve()
        cold.stage(package)
        weight = cold.weigh(package)
        return results.Results(measured, weight, *cold.starts(package, options.starts), imported)


if __name__ == "__main__":
    raise SystemExit(main())
