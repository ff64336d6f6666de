"""The DGFiP's statement of what it received for a régie: `EN-TETE`, `LIGNE;date;refdet;montant`…, `PIED-DE-PAGE`.

Amounts are integer centimes; with a decimal mark and two decimals, they are euros. Dates are JJMMAAAA, JJ/MM/AAAA or
AAAA-MM-JJ. A foot that tells a number of lines, or that and a total, must tell the right ones: a truncated file is no
statement.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.payfip import MONTANT_MAXIMUM, REFDET

TAILLE_MAXIMALE = 200_000
"""Characters: about five thousand lines."""
ETENDUE_MAXIMALE = 31
"""Days that one statement may cover."""
FAUTES_MONTREES = 100
CENTIMES = re.compile(r"\d{1,12}", re.ASCII)
EUROS = re.compile(r"(\d{1,10})[.,](\d{2})", re.ASCII)
JOURS = (
    re.compile(r"(?P<j>\d{2})(?P<m>\d{2})(?P<a>\d{4})", re.ASCII),
    re.compile(r"(?P<j>\d{2})/(?P<m>\d{2})/(?P<a>\d{4})", re.ASCII),
    re.compile(r"(?P<a>\d{4})-(?P<m>\d{2})-(?P<j>\d{2})", re.ASCII),
)
CELLULES = 4
"""Of a line: LIGNE, date, refdet, montant."""


@dataclass(frozen=True, slots=True)
class LigneDeReleve:
    """`rang`: its line in the file, the first being 1. Centimes."""

    rang: int
    jour: date
    refdet: str
    montant: int


@dataclass(frozen=True, slots=True)
class Releve:
    """At least one line. `entete`: the cells after EN-TETE."""

    entete: tuple[str, ...]
    lignes: tuple[LigneDeReleve, ...]

    @property
    def premier(self) -> date:
        """The earliest day that it tells of."""
        return min(ligne.jour for ligne in self.lignes)

    @property
    def dernier(self) -> date:
        """The latest."""
        return max(ligne.jour for ligne in self.lignes)

    @property
    def total(self) -> int:
        """Centimes."""
        return sum(ligne.montant for ligne in self.lignes)


class _Faute(ValueError):
    """What is wrong, in French."""


def parse(contenu: str) -> Releve:
    """All or nothing. Raises SaisieInvalide on `contenu`, once for each bad line, which it names by number."""
    if len(contenu) > TAILLE_MAXIMALE:
        raise _refused("Ce fichier est trop long\u00a0: importez-le en plusieurs fois.")
    rangees = [
        (rang, [cellule.strip() for cellule in ligne.split(";")])
        for rang, ligne in enumerate(contenu.removeprefix("\ufeff").splitlines(), 1)
        if ligne.strip(" \t;")
    ]
    if len(rangees) < 2 or rangees[0][1][0] != "EN-TETE" or rangees[-1][1][0] != "PIED-DE-PAGE":  # noqa: PLR2004
        raise _refused(
            "Ce fichier n’est pas un relevé complet de la DGFiP\u00a0: il commence par EN-TETE et finit par "
            "PIED-DE-PAGE. Téléchargez-le de nouveau."
        )
    releve = Releve(tuple(rangees[0][1][1:]), _lines(rangees[1:-1]))
    _check_whole(releve, rangees[-1])
    return releve


def _lines(rangees: Sequence[tuple[int, list[str]]]) -> tuple[LigneDeReleve, ...]:
    lignes, fautes = list[LigneDeReleve](), list[str]()
    for rang, cellules in rangees:
        try:
            lignes.append(_line(rang, cellules))
        except _Faute as faute:
            fautes.append(f"Ligne {rang}\u00a0: {faute}")
    if fautes:
        reste = len(fautes) - FAUTES_MONTREES
        suite = [f"Et {reste} autres lignes à corriger."] if reste > 0 else []
        raise _refused(*fautes[:FAUTES_MONTREES], *suite)
    if not lignes:
        raise _refused("Ce relevé ne contient aucun paiement\u00a0: il n’y a rien à rapprocher.")
    return tuple(lignes)


def _line(rang: int, cellules: list[str]) -> LigneDeReleve:
    if cellules[0] != "LIGNE":
        raise _Faute("elle devrait commencer par LIGNE.")
    while len(cellules) > CELLULES and not cellules[-1]:
        cellules = cellules[:-1]
    if len(cellules) != CELLULES:
        raise _Faute("elle devrait avoir trois valeurs\u00a0: la date, la référence et le montant.")
    _, jour, refdet, montant = cellules
    if REFDET.fullmatch(refdet) is None:
        raise _Faute("la référence compte de 6 à 30 chiffres et lettres sans accent.")
    lu = _amount(montant)
    if not 0 < lu <= MONTANT_MAXIMUM:
        raise _Faute("le montant d’un paiement est supérieur à 0\u00a0€ et inférieur à 100\u202f000\u00a0€.")
    return LigneDeReleve(rang, _day(jour), refdet, lu)


def _day(texte: str) -> date:
    for forme in JOURS:
        if lu := forme.fullmatch(texte):
            try:
                return date(int(lu["a"]), int(lu["m"]), int(lu["j"]))
            except ValueError as error:
                raise _Faute("cette date n’existe pas.") from error
    raise _Faute("la date devrait être écrite comme 27/03/2026 ou 27032026.")


def _amount(texte: str) -> int:
    if CENTIMES.fullmatch(texte):
        return int(texte)
    if lu := EUROS.fullmatch(texte):
        return int(lu[1] + lu[2])
    raise _Faute("le montant devrait être un nombre de centimes, ou d’euros avec deux décimales.")


def _check_whole(releve: Releve, pied: tuple[int, list[str]]) -> None:
    """Against what the foot tells; one that tells nothing is believed."""
    rang, cellules = pied
    try:
        dits = tuple(_amount(cellule) for cellule in cellules[1:] if cellule)
    except _Faute as faute:
        raise _refused(f"Ligne {rang}\u00a0: {faute}") from faute
    nombre = len(releve.lignes)
    if dits not in {(), (nombre,), (releve.total,), (nombre, releve.total)}:
        raise _refused(
            f"Ligne {rang}\u00a0: le pied de page n’annonce pas ce que le fichier contient ({nombre} lignes, "
            f"{releve.total} centimes). Téléchargez le relevé de nouveau."
        )
    if (releve.dernier - releve.premier).days >= ETENDUE_MAXIMALE:
        raise _refused(f"Ce relevé couvre plus de {ETENDUE_MAXIMALE} jours\u00a0: importez-le en plusieurs fois.")


def _refused(*phrases: str) -> SaisieInvalide:
    return SaisieInvalide(erreurs=tuple(ErreurDeChamp("contenu", "releve", phrase) for phrase in phrases))
