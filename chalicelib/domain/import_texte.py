"""A file of the billing software, from bytes to rows: its encoding, its separator, its headings."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.import_fautes import FauteDeLigne, Fautes, FichierIllisible

if TYPE_CHECKING:
    from _csv import Reader

OCTETS_MAXIMUM = 10_000_000
LIGNES_MAXIMUM = 50_000
TITRE = 200
"""Characters of a heading: each fault of its column repeats it."""
ENCODAGES = {"utf-8": "UTF-8", "windows-1252": "Windows-1252"}
SEPARATEURS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
OBLIGATOIRES = (
    "numero", "famille", "payeur", "objet", "emise_le", "echeance_le", "prestation", "quantite", "prix_unitaire",
    "montant",
)  # fmt: skip
FACULTATIFS = ("periode", "concerne", "avoir", "total")
CHAMPS = (*OBLIGATOIRES, *FACULTATIFS)
FICHIER = "fichier"
"""The champ of a fault that no column explains."""
BOM = b"\xef\xbb\xbf"
CLASSEURS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of a spreadsheet's own format, new and old."""
VIDE = "Ce fichier est vide. Exportez-le de nouveau depuis votre logiciel, puis recommencez."
CLASSEUR = "Ce fichier est un classeur. Enregistrez-le au format CSV, puis recommencez."
PLUSIEURS_FOIS = "Cette colonne est présente plusieurs fois. Gardez-en une."


@dataclass(frozen=True, slots=True)
class Format:
    """How the billing software writes. `colonnes`: the heading of each champ; without one, the champ's own name."""

    separateur: str
    encodage: str
    colonnes: Mapping[str, str]

    def heading(self, champ: str) -> str:
        """As the file should have it."""
        return self.colonnes.get(champ) or champ


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row: its cells by champ, trimmed; a champ whose column is absent is ""."""

    ligne: int
    cellules: Mapping[str, str]


def decode(octets: bytes, encodage: str) -> str:
    """The text, never guessed. Raises FichierIllisible, naming the line and the byte."""
    if octets.startswith(CLASSEURS):
        raise FichierIllisible(1, FICHIER, CLASSEUR)
    if (nul := octets.find(b"\0")) >= 0:
        raise _undecodable(octets, nul, "UTF-8 ou en Windows-1252")
    if octets.startswith(BOM):
        octets, encodage = octets[len(BOM) :], "utf-8"
    elif encodage == "windows-1252" and _is_utf8(octets):
        raise FichierIllisible(1, FICHIER, "Ce fichier est en UTF-8. Choisissez cet encodage, puis recommencez.")
    try:
        return octets.decode("cp1252" if encodage == "windows-1252" else "utf-8")
    except UnicodeDecodeError as error:
        raise _undecodable(octets, error.start, ENCODAGES[encodage]) from error


def _is_utf8(octets: bytes) -> bool:
    """Letters with accents in Windows-1252 make no sense in UTF-8, and the reverse is gibberish that looks right."""
    if octets.isascii():
        return False
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(octets: bytes, rang: int, attendu: str) -> FichierIllisible:
    ligne = octets.count(b"\n", 0, rang) + 1
    return FichierIllisible(
        ligne,
        FICHIER,
        f"Ce fichier n’est pas en {attendu}\u00a0: l’octet {octets[rang]:02X}, à la ligne {ligne}, ne s’y lit pas. "
        "Vérifiez l’encodage choisi, puis recommencez.",
    )


def rows(texte: str, format: Format, fautes: Fautes) -> Iterator[Rangee]:  # noqa: A002 (the word of the API)
    """Those that hold something, after the heading. Raises FichierIllisible where the reading cannot go on."""
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=format.separateur, strict=True)
    if not texte.strip():
        raise FichierIllisible(1, FICHIER, VIDE)
    try:
        entete = next(lecteur, [])
        places = _places(entete, format)
        yield from _filled(lecteur, len(entete), places, fautes)
    except csv.Error as error:
        detail = "Un guillemet n’est pas fermé, ou une case est trop longue. Corrigez la ligne, puis recommencez."
        raise FichierIllisible(lecteur.line_num, FICHIER, detail) from error


def _filled(lecteur: "Reader", largeur: int, places: Mapping[str, int], fautes: Fautes) -> Iterator[Rangee]:
    compte, avant = 0, lecteur.line_num
    for cellules in lecteur:
        ligne, avant = avant + 1, lecteur.line_num
        if not any(map(str.strip, cellules)):
            continue
        compte += 1
        if compte > LIGNES_MAXIMUM:
            detail = "Un fichier compte 50\u202f000 lignes au plus. Partagez-le en plusieurs, puis recommencez."
            raise FichierIllisible(ligne, FICHIER, detail)
        if len(cellules) != largeur:
            detail = f"Cette ligne a {len(cellules)} cases, le titre en a {largeur}."
            fautes.add(FauteDeLigne(ligne, FICHIER, detail))
            continue
        yield Rangee(ligne, {champ: cellules[place].strip() for champ, place in places.items()})


def _places(entete: list[str], format: Format) -> dict[str, int]:  # noqa: A002
    titres = [_same(titre) for titre in entete]
    places = {champ: titres.index(titre) for champ in CHAMPS if (titre := _same(format.heading(champ))) in titres}
    if manquants := [format.heading(champ) for champ in OBLIGATOIRES if champ not in places]:
        liste = ", ".join(f"«\u00a0{titre}\u00a0»" for titre in manquants)
        nom = SEPARATEURS[format.separateur]
        detail = f"Il manque les colonnes {liste}. Vérifiez leurs titres, et le séparateur choisi ({nom})."
        raise FichierIllisible(1, FICHIER, detail)
    for champ, place in places.items():
        if titres.count(titres[place]) > 1:
            raise FichierIllisible(1, format.heading(champ), PLUSIEURS_FOIS)
    return places


def _same(titre: str) -> str:
    """Letter case and spaces do not tell headings apart."""
    return " ".join(unicodedata.normalize("NFC", titre[:TITRE]).split()).casefold()
