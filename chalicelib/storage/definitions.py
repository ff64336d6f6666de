"""The definitions shipped with the code: chalicelib/demarches/<slug>/<version>.toml, read once per process."""

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from chalicelib.domain.definition import parse
from chalicelib.domain.definition_table import DefinitionInvalide
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import Introuvable
from chalicelib.storage.toml_lines import line_of

DOSSIER = Path(__file__).parent.parent / "demarches"
LIGNE_DE_SYNTAXE = re.compile(r"\(at line (\d+)")


def get(slug: str, version: int | None = None) -> Definition:
    """The newest version, or the one that a demande was filled with. Raises Introuvable."""
    versions = _index().get(slug, ())
    retenue = version if version is not None else max(versions, default=0)
    if retenue not in versions:
        raise Introuvable
    return _read(slug, retenue)


def catalogue() -> tuple[Definition, ...]:
    """The newest version of every démarche, by slug; the commune then chooses its own."""
    return tuple(get(slug) for slug in sorted(_index()))


def read(fichier: Path) -> Definition:
    """Raises DefinitionInvalide, whose place is `…/demarches/x/1.toml:12`."""
    texte = fichier.read_text(encoding="utf-8")
    lieu = "/".join(fichier.parts[-4:])
    try:
        return parse(tomllib.loads(texte), fichier.parent.name, int(fichier.stem))
    except tomllib.TOMLDecodeError as error:
        ligne = LIGNE_DE_SYNTAXE.search(str(error))
        raise DefinitionInvalide(f"{lieu}:{ligne[1] if ligne else len(texte.splitlines())}", str(error)) from error
    except DefinitionInvalide as error:
        raise DefinitionInvalide(f"{lieu}:{line_of(texte, error.place)}", str(error)) from error


@functools.cache
def _index() -> Mapping[str, frozenset[int]]:
    """Only what is there can be asked for: a slug is never made into a path."""
    return MappingProxyType(
        {
            dossier.name: frozenset(int(fichier.stem) for fichier in dossier.glob("*.toml"))
            for dossier in DOSSIER.iterdir()
            if dossier.is_dir()
        }
    )


@functools.cache
def _read(slug: str, version: int) -> Definition:
    return read(DOSSIER / slug / f"{version}.toml")
