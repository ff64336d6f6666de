"""Makes the static site of a commune: `python static-site/build.py --commune valmont-sur-lys --out build/site`.

Pages come from pages/ and from the catalogue of démarches, everything else goes under /_/ with a name that changes with
its content. The modules are also written beside the site (build/site-js) with lasting names, for `node --test`.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import bundle
import fonts
import modules
import pages
import theme
import vendor
from chalicelib.domain import conservation
from chalicelib.domain.demarche import Definition
from chalicelib.storage import definitions
from commune import CommuneDuSite, load, service_of
from infra.local import tuiles
from output import Output

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static-site"
NODE_MODULES = ROOT / "node_modules"
CACHE = ROOT / "build" / "cache"
LOCAL_ONLY = ("composants/",)
LOCAL_MODULES = ("pages/composants.js",)
PLUS_TARD = "css/plus-tard"
"""Folder of the stylesheets that only some forms fetch, by their name; that of the map goes with Leaflet's."""
DECORS_CSS = re.compile(r"/\*.*?\*/|\s+(?=[{};,>])|(?<=[{};,:>])\s+|;\s*(?=\})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fichiers:
    """Addresses of what every page loads; `polices` are those to preload."""

    css: str
    logo: str
    polices: tuple[str, ...]


def main(arguments: Sequence[str]) -> None:
    """Stops with a traceback that names the faulty file: nothing half-made replaces a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commune", required=True, help="slug of infra/communes/<slug>.toml")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--production", action="store_true", help="leave out the pages made for engineers")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    commune = load(options.commune, ROOT / "infra" / "communes")
    try:
        made = build(commune, options.out, production=options.production)
    except subprocess.CalledProcessError as error:
        raise SystemExit("The modules cannot be joined: see above.") from error
    print(f"{made} pages in {options.out} ({time.perf_counter() - start:.2f} s)")


def build(commune: CommuneDuSite, out: Path, *, production: bool) -> int:
    """Returns the number of pages."""
    output, stable = Output(out.resolve()), Output(out.resolve().with_name(out.name + "-js"))
    icones = {file.stem: file.read_text("utf-8").strip() for file in sorted((SOURCE / "icons").glob("*.svg"))}
    fond = modules.Fond(commune, icones, _write_later_sheets(output), None if production else tuiles.ADDRESS)
    sources = modules.gather(SOURCE / "js", NODE_MODULES, fond)
    _write_stable(sources, stable)
    if production:
        sources = {path: source for path, source in sources.items() if path not in LOCAL_MODULES}
    published = bundle.publish(sources, CACHE, output)
    couleurs = theme.derive(commune.theme.couleur, commune.theme.accent)
    offered = _offered(commune)
    context = {
        "commune": commune,
        "theme": couleurs,
        "fichiers": _write_files(commune, couleurs, output),
        "icones": icones,
        "modules": published.closure,
        "module_de": published.address,
        "catalogue": offered,
        "conservations": conservation.CONSERVATIONS,
        "apres_fermeture": conservation.after_closing(),
        "service_de": lambda demarche: service_of(commune, demarche.service),
    }
    written = _write_pages(context, offered, output, production=production)
    output.close()
    return written


def _offered(commune: CommuneDuSite) -> tuple[Definition, ...]:
    """In the order that the commune chose. Raises KeyError for a démarche that the catalogue lacks."""
    catalogue = {definition.slug: definition for definition in definitions.catalogue()}
    return tuple(catalogue[slug] for slug in commune.demarches)


def _write_files(commune: CommuneDuSite, couleurs: theme.Couleurs, output: Output) -> Fichiers:
    """Fonts, stylesheet, logo."""
    served = {
        police: output.write_immutable(police.nom, ".woff2", fonts.subset(police, NODE_MODULES, CACHE))
        for police in fonts.POLICES
    }
    faces = "".join(police.face(url) for police, url in served.items())
    sheets = "\n".join(file.read_text("utf-8") for file in sorted((SOURCE / "css").glob("*.css")))
    logo = (SOURCE / "images" / "logos" / commune.theme.logo).read_bytes()
    return Fichiers(
        css=output.write_immutable("site", ".css", (faces + couleurs.as_css() + _minified(sheets)).encode()),
        logo=output.write_immutable("logo", ".svg", logo),
        polices=tuple(url for police, url in served.items() if police.preload),
    )


def _write_later_sheets(output: Output) -> dict[str, str]:
    """Addresses by name."""
    sheets = {file.stem: file.read_text("utf-8") for file in sorted((SOURCE / PLUS_TARD).glob("*.css"))}
    sheets["carte"] = vendor.map_sheet(NODE_MODULES) + sheets["carte"]
    return {name: output.write_immutable(name, ".css", _minified(sheet).encode()) for name, sheet in sheets.items()}


def _write_pages(
    context: Mapping[str, object], offered: tuple[Definition, ...], output: Output, *, production: bool
) -> int:
    """One page per template, and one per démarche."""
    jinja = pages.environment(SOURCE, context)
    kept = [path for path in pages.paths(SOURCE) if not (production and path.startswith(LOCAL_ONLY))]
    for path in kept:
        output.write(path, pages.render(jinja, path))
    for demarche in offered:
        output.write(f"demarches/{demarche.slug}/index.html", pages.render(jinja, "demarche.html", demarche=demarche))
    return len(kept) + len(offered)


def _write_stable(sources: Mapping[str, str], stable: Output) -> None:
    stable.write("package.json", b'{"type": "module"}\n')
    for path, source in sources.items():
        stable.write(f"js/{path}", source.encode())
    stable.close()


def _minified(css: str) -> str:
    """Comments and spaces only: our sheets use no string nor URL that holds them."""
    return DECORS_CSS.sub("", css)


if __name__ == "__main__":
    main(sys.argv[1:])
