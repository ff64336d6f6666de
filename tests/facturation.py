"""Files as billing software writes them."""

import csv
import io
from datetime import date

from chalicelib.domain.import_texte import Format
from tests.conftest import COMMUNE

IMPORTS = COMMUNE["regies"]["ville"]["imports"]
FORMAT = Format(IMPORTS["separateur"], IMPORTS["encodage"], IMPORTS["colonnes"])
JOUR = date(2026, 11, 20)
LIGNE = {
    "numero": "2026-0001",
    "famille": "1042",
    "payeur": "Mme Amélie LIRE",
    "objet": "Restauration scolaire",
    "periode": "Octobre 2026",
    "emise_le": "02/11/2026",
    "echeance_le": "30/11/2026",
    "prestation": "Repas",
    "concerne": "Léo",
    "quantite": "12",
    "prix_unitaire": "3,50",
    "montant": "42,00",
    "avoir": "",
}


def ligne(**changes):
    """One row, by champ."""
    return LIGNE | changes


def avoir(facture="2026-0001", numero="A-1", **changes):
    """The row of an avoir on the whole of `facture`."""
    return dict.fromkeys(LIGNE, "") | {"numero": numero, "famille": "1042", "avoir": facture} | changes


def fichier(*lignes, format=FORMAT, encodage=None):  # noqa: A002
    """The bytes of the file, its heading first."""
    sortie = io.StringIO()
    champs = list(lignes[0]) if lignes else list(LIGNE)
    ecrit = csv.writer(sortie, delimiter=format.separateur, lineterminator="\r\n")
    ecrit.writerow([format.heading(champ) for champ in champs])
    ecrit.writerows([[ligne[champ] for champ in champs] for ligne in lignes])
    return sortie.getvalue().encode(encodage or format.encodage)
