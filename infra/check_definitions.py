"""The definitions of démarches: each file can be read, and the newest tells citizens all they must know."""

import re
from collections.abc import Iterator
from pathlib import Path

from chalicelib.domain.definition_table import DefinitionInvalide
from chalicelib.domain.demarche import Definition
from chalicelib.storage.definitions import read
from chalicelib.storage.toml_lines import line_of
from infra.check_fautes import Faute, in_french

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
VERSION = re.compile(r"[1-9]\d{0,3}", re.ASCII)
SITUEE = re.compile(r"([a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*): (.*)", re.DOTALL)
"""`etapes[1].titre: missing`, where a mistake of syntax has no key."""


def check(dossier: Path) -> tuple[Faute, ...]:
    """The first mistake of each file; then, once it can be read, what the newest version forgets to say."""
    return tuple(faute for demarche in sorted(dossier.iterdir()) for faute in _demarche(demarche))


def count(dossier: Path) -> tuple[int, int]:
    """Démarches, and versions of them all."""
    return sum(1 for _ in dossier.iterdir()), sum(1 for _ in dossier.glob("*/*.toml"))


def _demarche(dossier: Path) -> Iterator[Faute]:
    if not dossier.is_dir() or SLUG.fullmatch(dossier.name) is None:
        yield Faute(dossier, 1, "", "un dossier par démarche, en minuscules sans accent, avec des tirets. Renommez-le")
        return
    fichiers = sorted(dossier.iterdir())
    mal_nommes = [f for f in fichiers if f.suffix != ".toml" or VERSION.fullmatch(f.stem) is None]
    yield from (Faute(f, 1, "", "une définition s’appelle 1.toml, puis 2.toml, etc. Renommez-la") for f in mal_nommes)
    versions = {int(fichier.stem): fichier for fichier in fichiers if fichier not in mal_nommes}
    for attendue in range(1, max(versions, default=1) + 1):
        if attendue not in versions:
            yield Faute(dossier / f"{attendue}.toml", 1, "", "ce fichier manque. Une version publiée ne s’efface pas")
    for version, fichier in sorted(versions.items()):
        yield from _file(fichier, newest=version == max(versions))


def _file(fichier: Path, *, newest: bool) -> Iterator[Faute]:
    try:
        definition = read(fichier)
    except DefinitionInvalide as error:
        situee = SITUEE.fullmatch(error.message)
        cle, message = (situee[1], situee[2]) if situee else ("", f"ce n’est pas du TOML ({error.message})")
        yield Faute(fichier, int(error.place.rpartition(":")[2]), cle, in_french(message))
        return
    if newest:
        yield from _forgotten(definition, fichier)


def _forgotten(definition: Definition, fichier: Path) -> Iterator[Faute]:
    texte = fichier.read_text(encoding="utf-8")
    if not definition.qui:
        yield Faute(fichier, 1, "qui", "il manque cette clé. Écrivez qui peut faire la demande")
    if not definition.recours:
        yield Faute(fichier, 1, "recours", "il manque cette clé. Écrivez comment contester la décision")
    for rang, etape in enumerate(definition.etapes):
        if not etape.aide:
            place = f"etapes[{rang}]"
            yield Faute(fichier, line_of(texte, place), f"{place}.aide", "il manque cette clé. Dites quoi et pourquoi")
