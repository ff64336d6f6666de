"""Where a key is written in a TOML file: tomllib says it of syntax errors only."""

import re
from collections import Counter
from typing import TypeAlias

ENTETE = re.compile(r"\s*\[{1,2}\s*([a-z_][a-z0-9_.]*)\s*\]{1,2}\s*(?:#.*)?")
CLE = re.compile(r"\s*([a-z_][a-z0-9_]*)\s*[=.]")
ELEMENT = re.compile(r"([a-z_][a-z0-9_]*)(?:\[(\d+)\])?")
Chemin: TypeAlias = tuple[tuple[str, int], ...]
"""(nom, rank among the tables of that nom), …; a key ends with CLE_SIMPLE for a rank."""
CLE_SIMPLE = -1
TRIPLE = re.compile('"""|' + "'''")


def line_of(texte: str, place: str) -> int:
    """Line, from 1, of a place such as `etapes[1].champs[2].si.champ`; of what holds it when it is not written.

    Follows the layout of definitions: headers of arrays of tables, one key a line. What is inside a value is found at
    the line of its key.
    """
    lignes = _written(texte)
    trouvee = 1
    chemin: Chemin = ()
    for nom, rang in ELEMENT.findall(place):
        suivants = [(*chemin, (nom, int(rang or 0))), (*chemin, (nom, CLE_SIMPLE))]
        present = next((suivant for suivant in suivants if suivant in lignes), None)
        if present is None:
            break
        trouvee, chemin = lignes[present], present
    return trouvee


def _written(texte: str) -> dict[Chemin, int]:
    """Every header and every key."""
    lignes: dict[Chemin, int] = {}
    rangs = Counter[Chemin]()
    table: Chemin = ()
    dans_un_texte = False
    for numero, ligne in enumerate(texte.splitlines(), start=1):
        if not dans_un_texte:
            if entete := ENTETE.fullmatch(ligne):
                table = _opened(entete[1].split("."), rangs)
                lignes[table] = numero
            elif cle := CLE.match(ligne):
                lignes[*table, (cle[1], CLE_SIMPLE)] = numero
        dans_un_texte ^= len(TRIPLE.findall(ligne)) % 2 == 1
    return lignes


def _opened(noms: list[str], rangs: Counter[Chemin]) -> Chemin:
    """The table that a header opens: in the last one of each parent, the next of its own name."""
    parent: Chemin = ()
    for nom in noms[:-1]:
        parent = (*parent, (nom, rangs[*parent, (nom, CLE_SIMPLE)] - 1))
    compte = (*parent, (noms[-1], CLE_SIMPLE))
    rangs[compte] += 1
    return (*parent, (noms[-1], rangs[compte] - 1))
