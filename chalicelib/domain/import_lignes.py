"""One row of a file of factures: a prestation billed, or one line of an avoir."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from chalicelib.domain import import_valeurs as valeurs
from chalicelib.domain.facture import LigneDeFacture
from chalicelib.domain.francais import format_montant
from chalicelib.domain.import_fautes import FauteDeLigne, Fautes, ValeurFausse
from chalicelib.domain.import_texte import Format, Rangee

T = TypeVar("T")
TOLERANCE = 1
"""Centime between quantity × price and amount: software rounds a half centime up, down or to even."""
ANCIENNETE = timedelta(days=5 * 365)
"""Since the issue: beyond, nobody may ask for the money any more (CGCT, article L. 1617-5: four years)."""
AVANCE = timedelta(days=366)
DELAI = timedelta(days=366)
"""From the issue to the due date."""


@dataclass(frozen=True, slots=True)
class Entete:
    """What every line of a facture repeats. `total` in centimes, None when the file does not tell it."""

    famille: str
    payeur: str
    objet: str
    periode: str
    emise_le: date
    echeance_le: date
    total: int | None


@dataclass(frozen=True, slots=True)
class LigneImportee:
    """Of a facture."""

    ligne: int
    numero: str
    entete: Entete
    detail: LigneDeFacture


@dataclass(frozen=True, slots=True)
class LigneDAvoir:
    """`facture`: the numéro of what it cancels; `montant` in centimes, whatever the sign, None when it tells none."""

    ligne: int
    numero: str
    facture: str
    famille: str
    montant: int | None


class _Lecteur:
    """Reads the cells of one row; a fault is noted, and the row is None in the end."""

    def __init__(self, rangee: Rangee, format: Format, fautes: Fautes) -> None:  # noqa: A002
        self.rangee, self.format, self.fautes = rangee, format, fautes
        self.justes = True

    def read(self, champ: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(self.rangee.cellules.get(champ, ""))
        except ValeurFausse as error:
            self.refuse(champ, str(error))
            return None

    def refuse(self, champ: str, detail: str) -> None:
        self.justes = False
        self.fautes.add(FauteDeLigne(self.rangee.ligne, self.format.heading(champ), detail))


def read(
    rangee: Rangee,
    format: Format,  # noqa: A002
    today: date,
    fautes: Fautes,
) -> LigneImportee | LigneDAvoir | None:
    """The row, None when something in it is wrong; each fault is added to `fautes`."""
    lecteur = _Lecteur(rangee, format, fautes)
    return _read_avoir(lecteur) if rangee.cellules.get("avoir") else _read_ligne(lecteur, today)


def _read_avoir(lecteur: _Lecteur) -> LigneDAvoir | None:
    numero = lecteur.read("numero", valeurs.parse_numero)
    facture = lecteur.read("avoir", valeurs.parse_numero)
    famille = lecteur.read("famille", valeurs.parse_famille)
    montant = lecteur.read("montant", _parse_montant_d_avoir)
    if numero is None or facture is None or famille is None or not lecteur.justes:
        return None
    return LigneDAvoir(lecteur.rangee.ligne, numero, facture, famille, montant)


def _parse_montant_d_avoir(texte: str) -> int | None:
    return abs(valeurs.parse_montant(texte)) if texte else None


def _read_ligne(lecteur: _Lecteur, today: date) -> LigneImportee | None:
    numero = lecteur.read("numero", valeurs.parse_numero)
    entete = _read_entete(lecteur, today)
    detail = _read_detail(lecteur)
    if numero is None or entete is None or detail is None:
        return None
    return LigneImportee(lecteur.rangee.ligne, numero, entete, detail)


def _read_entete(lecteur: _Lecteur, today: date) -> Entete | None:
    famille = lecteur.read("famille", valeurs.parse_famille)
    payeur = lecteur.read("payeur", valeurs.parse_obligatoire)
    objet = lecteur.read("objet", valeurs.parse_obligatoire)
    periode = lecteur.read("periode", valeurs.parse_facultatif)
    emise_le = lecteur.read("emise_le", valeurs.parse_jour)
    echeance_le = lecteur.read("echeance_le", valeurs.parse_jour)
    total = lecteur.read("total", _parse_total)
    if emise_le and echeance_le and (faute := wrong_dates(emise_le, echeance_le, today)):
        lecteur.refuse(*faute)
    if famille is None or payeur is None or objet is None or emise_le is None or echeance_le is None:
        return None
    return Entete(famille, payeur, objet, periode or "", emise_le, echeance_le, total) if lecteur.justes else None


def _parse_total(texte: str) -> int | None:
    return valeurs.parse_montant_du(texte) if texte else None


def wrong_dates(emise_le: date, echeance_le: date, today: date) -> tuple[str, str] | None:
    """The champ at fault and why; None when they make sense."""
    if not today - ANCIENNETE <= emise_le <= today + AVANCE:
        return "emise_le", "Cette date est trop ancienne ou trop lointaine. Vérifiez l’année."
    if not emise_le <= echeance_le <= emise_le + DELAI:
        return "echeance_le", "La date limite doit suivre la date de la facture, d’un an au plus."
    return None


def _read_detail(lecteur: _Lecteur) -> LigneDeFacture | None:
    prestation = lecteur.read("prestation", valeurs.parse_obligatoire)
    concerne = lecteur.read("concerne", valeurs.parse_facultatif)
    quantite = lecteur.read("quantite", valeurs.parse_quantite)
    prix = lecteur.read("prix_unitaire", valeurs.parse_montant_du)
    montant = lecteur.read("montant", valeurs.parse_montant_du)
    if prestation is None or concerne is None or quantite is None or prix is None or montant is None:
        return None
    detail = LigneDeFacture(prestation, concerne, quantite, prix, montant)
    if faute := wrong_amount(detail):
        lecteur.refuse("montant", faute)
        return None
    return detail


def wrong_amount(ligne: LigneDeFacture) -> str:
    """Why its amount is not quantity × price; "" when it is, to the TOLERANCE."""
    attendu = (ligne.quantite * ligne.prix_unitaire + 500) // 1000
    if abs(ligne.montant - attendu) <= TOLERANCE:
        return ""
    return (
        f"La quantité multipliée par le prix donne {format_montant(attendu)}, pas {format_montant(ligne.montant)}. "
        "Un centime d’écart est admis, pour l’arrondi."
    )
