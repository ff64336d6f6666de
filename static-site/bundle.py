"""Modules joined and shortened by esbuild: one file per page, and one for what several pages share.

A page asks for all of its files at once (modulepreload), and an unknown import or export stops the build.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from output import Output, fingerprint

ROOT = Path(__file__).resolve().parent.parent
ESBUILD = (sys.executable, "-m", "infra.local.node", "npx", "--no-install", "--loglevel=error", "esbuild")
OPTIONS = (
    "--bundle", "--splitting", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning",
    "--entry-names=[name]-[hash]", "--chunk-names=commun-[hash]", "--sourcemap=linked", "--sources-content=true",
)  # fmt: skip
META = "meta.json"
PAGES = "pages/"
"""The modules that pages name; they stand side by side in this folder."""
AT_ONCE = "import-statement"
ENSEMBLE = (
    (
        "vendor/lit-html.js", "api.js", "page.js", "session.js", "temoin.js", "personne.js", "dates.js",
        "formulaire/brouillon.js", "formulaire/facultatif.js",
    ),
    (
        "formulaire/champs.js", "formulaire/conditions.js", "formulaire/lecteurs.js", "formulaire/francais.js",
        "formulaire/rendu.js",
    ),
    ("compte/definition.js", "compte/fiche.js", "compte/membres.js", "compte/regles.js"),
)  # fmt: skip
"""Modules that travel in one file: most pages need all of them. esbuild makes a file for each set of pages that share
modules; left alone, that is seventeen small files for a form, a quarter heavier once compressed."""


class _Import(msgspec.Struct, frozen=True):
    path: str
    kind: str


class _Made(msgspec.Struct, frozen=True):
    imports: tuple[_Import, ...]
    entry: str = msgspec.field(name="entryPoint", default="")


class _Meta(msgspec.Struct, frozen=True):
    outputs: dict[str, _Made]


@dataclass(frozen=True, slots=True)
class Bundle:
    """`entries`: the file of each page's module; `imports`: what a file imports at once. Both by name of file."""

    base: str
    entries: Mapping[str, str]
    imports: Mapping[str, tuple[str, ...]]

    def address(self, entry: str) -> str:
        """Raises KeyError for a module that does not exist."""
        if entry not in self.entries:
            raise KeyError(f"static-site/js/{entry} does not exist")
        return f"{self.base}/{self.entries[entry]}"

    def closure(self, entry: str) -> list[str]:
        """The addresses of all that a page's module imports, itself first.

        Asked for together, they cost one round trip.
        """
        self.address(entry)
        found = [self.entries[entry]]
        for name in found:
            found += [imported for imported in self.imports[name] if imported not in found]
        return [f"{self.base}/{name}" for name in found]


def publish(sources: Mapping[str, str], cache: Path, output: Output) -> Bundle:
    """Raises subprocess.CalledProcessError after esbuild said what is wrong."""
    lock = (ROOT / "package-lock.json").read_bytes()
    texts = (f"{path}\n{sources[path]}" for path in sorted(sources))
    kept = cache / f"modules-{fingerprint(lock, *(text.encode() for text in (*OPTIONS, *texts, repr(ENSEMBLE))))}"
    if not (kept / META).exists():
        _bundle(sources, kept)
    for file in sorted(kept.glob("*.js*")):
        if file.name != META:
            output.write(f"_/js/{file.name}", file.read_bytes())
    return _read((kept / META).read_bytes())


def _bundle(sources: Mapping[str, str], kept: Path) -> None:
    """The list of what was made comes last: a build that was cut short is made again."""
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        work = Path(folder)
        for path, source in sources.items():
            (work / "src" / path).parent.mkdir(parents=True, exist_ok=True)
            (work / "src" / path).write_text(source + _next_of(path), "utf-8")
        entries = [str(work / "src" / path) for path in sorted(sources) if path.startswith(PAGES)]
        where = (f"--outdir={work}/js", f"--metafile={work}/{META}")
        subprocess.run([*ESBUILD, *entries, *OPTIONS, *where], check=True, cwd=ROOT)  # noqa: S603  # our own files
        for file in (*(work / "js").iterdir(), work / META):
            file.replace(kept / file.name)


def _next_of(path: str) -> str:
    """Each imports the next one, the last the first: whoever reaches one reaches all."""
    for modules in ENSEMBLE:
        if path in modules:
            following = modules[(modules.index(path) + 1) % len(modules)]
            return f"\nimport '{'../' * path.count('/') or './'}{following}';\n"
    return ""


def _read(meta: bytes) -> Bundle:
    made = {Path(path).name: one for path, one in msgspec.json.decode(meta, type=_Meta).outputs.items()}
    return Bundle(
        base="/_/js",
        entries={PAGES + Path(one.entry).name: name for name, one in made.items() if one.entry},
        imports={
            name: tuple(Path(imported.path).name for imported in one.imports if imported.kind == AT_ONCE)
            for name, one in made.items()
        },
    )
