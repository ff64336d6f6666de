"""While the portal runs, what is written in a definition or a commune shows at the next reload of the page."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from chalicelib.config import settings
from chalicelib.storage import definitions
from infra import check, check_communes, check_definitions
from infra.check_fautes import Faute
from infra.local import environment
from infra.local.console import say
from infra.local.portal import Options

RACINE = Path(__file__).resolve().parents[2]


class Relecture:
    """`look` is called again and again, from one thread; it costs the dates of some thirty files."""

    def __init__(self, options: Options, origin: str, racine: Path = RACINE) -> None:
        self._options = options
        self._origin = origin
        self._racine = racine
        self._vus = self._stamps()

    def look(self) -> None:
        """Reads again what changed. A mistake is said, and the portal goes on with what it had."""
        stamps = self._stamps()
        if stamps == self._vus:
            return
        self._vus = stamps
        fautes = check_definitions.check(self._racine / check.DEMARCHES) or self._read_again()
        for faute in fautes:
            say(faute.describe(self._racine))
        if not fautes:
            self._show()

    def _read_again(self) -> tuple[Faute, ...]:
        definitions._index.cache_clear()  # noqa: SLF001  # only a portal on a developer's machine ever forgets
        definitions._read.cache_clear()  # noqa: SLF001
        return check_communes.check(self._racine / check.COMMUNES, RACINE)

    def _show(self) -> None:
        commune = environment.commune(self._options.commune, self._origin)
        os.environ["PORTAIL_COMMUNE"] = json.dumps(commune, ensure_ascii=False, default=str)
        settings.cache_clear()
        build = [sys.executable, "static-site/build.py", "--commune", self._options.commune]
        made = subprocess.run(
            [*build, "--out", str(self._options.site.resolve())],
            cwd=RACINE,
            capture_output=True,
            text=True,
            check=False,
        )
        say("Définitions relues\u00a0: rechargez la page." if made.returncode == 0 else made.stderr.strip())

    def _stamps(self) -> Mapping[Path, int]:
        dossiers = ((check.DEMARCHES, "*/*.toml"), (check.COMMUNES, "*.toml"))
        files = [file for dossier, motif in dossiers for file in (self._racine / dossier).glob(motif)]
        return {file: file.stat().st_mtime_ns for file in files}
