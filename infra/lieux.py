"""`python -m infra.lieux`: the data files of communes and countries, from the npm packages that keep them up to date.

They go under chalicelib/lieux/, beside the code that reads them, so as to be in the Lambda; git does not keep them.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.lieux import fold
from chalicelib.storage.lieux import COMMUNES, PAYS

MODULES = Path(__file__).parent.parent / "node_modules"
DECOUPAGE = MODULES / "@etalab/decoupage-administratif/data/communes.json"
NOMS_DES_PAYS = MODULES / "i18n-iso-countries/langs/fr.json"
ANCIENNES = {"commune-deleguee", "commune-associee"}
FRANCE = {"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF"}
DESERTS = {"AQ", "BV", "HM", "UM"}
"""Where nobody was ever born, as far as states know."""


def main() -> None:
    """Writes both files. Raises FileNotFoundError when the packages are not installed."""
    COMMUNES.parent.mkdir(exist_ok=True)
    communes = sorted(json.loads(DECOUPAGE.read_text(encoding="utf-8")), key=_order)
    # A former commune that left both its code and its name to today's is not written again.
    lignes: dict[tuple[str, str], str] = {}
    for commune in communes:
        lignes.setdefault((commune["code"], commune["nom"]), _commune(commune))
    COMMUNES.write_text("".join(lignes.values()), encoding="utf-8")
    noms = json.loads(NOMS_DES_PAYS.read_text(encoding="utf-8"))["countries"]
    pays = sorted(((fold(nom), code, nom) for code, nom in noms.items() if code not in FRANCE | DESERTS))
    PAYS.write_text("".join(f"{code}\t{_typeset(nom)}\n" for _, code, nom in pays), encoding="utf-8")


def _order(commune: Mapping[str, Any]) -> tuple[bool, int, str]:
    """Those of today first, the most inhabited first."""
    return commune["type"] in ANCIENNES, -commune.get("population", 0), commune["code"]


def _commune(commune: Mapping[str, Any]) -> str:
    nom, departement = _typeset(commune["nom"]), commune["departement"]
    ancienne = int(commune["type"] in ANCIENNES)
    return f"{commune['code']}\t{nom}\t{departement}\t{ancienne}\t{fold(nom)}{fold(departement)}\n"


def _typeset(nom: str) -> str:
    return nom.replace("'", "’")


if __name__ == "__main__":
    main()
