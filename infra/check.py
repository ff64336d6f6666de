"""Reads every definition and every commune as the portal will, and tells each mistake by file and line, in French."""

import sys
from pathlib import Path

from infra import check_communes, check_definitions
from infra.check_fautes import Faute

DEMARCHES, COMMUNES = Path("chalicelib/demarches"), Path("infra/communes")


def main(racine: Path) -> int:
    """Says what it found; exit status 1 when there is a mistake."""
    fautes = faults(racine)
    for faute in fautes:
        print(faute.describe(racine), file=sys.stderr)
    if fautes:
        print(f"{_many(len(fautes), 'erreur')} à corriger.", file=sys.stderr)
        return 1
    slugs, versions = check_definitions.count(racine / DEMARCHES)
    communes = len(check_communes.files(racine / COMMUNES))
    print(
        f"Tout est bon\u00a0: {_many(slugs, 'démarche')} ({_many(versions, 'version')}), {_many(communes, 'commune')}."
    )
    return 0


def faults(racine: Path) -> tuple[Faute, ...]:
    """Those of definitions first; of communes, only once every definition can be read."""
    return check_definitions.check(racine / DEMARCHES) or check_communes.check(racine / COMMUNES, racine)


def _many(nombre: int, nom: str) -> str:
    return f"{nombre}\u00a0{nom}{'s' if nombre > 1 else ''}"
