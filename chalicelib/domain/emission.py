"""A facture typed by an agent, and the avoir that cancels one: checked as those of a file are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from chalicelib.domain import import_valeurs as valeurs
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.facture import Emission, LigneDeFacture
from chalicelib.domain.import_factures import wrong_sum
from chalicelib.domain.import_fautes import ValeurFausse
from chalicelib.domain.import_lignes import wrong_amount, wrong_dates
from chalicelib.domain.messages import ValeurRefusee
from chalicelib.domain.texte import parse_texte

S = TypeVar("S")
T = TypeVar("T")
MOTIF = 300
"""Characters."""
CODE = "facture"


@dataclass(frozen=True, slots=True)
class LigneSaisie:
    """`quantite` as typed, « 1,5 »; money in centimes; without `montant`, quantity × price."""

    prestation: str
    concerne: str
    quantite: str
    prix_unitaire: int
    montant: int | None


@dataclass(frozen=True, slots=True)
class Saisie:
    """What an agent typed; `numero` is drawn when it is ""."""

    regie: str
    numero: str
    famille: str
    payeur: str
    objet: str
    periode: str
    emise_le: date
    echeance_le: date
    lignes: tuple[LigneSaisie, ...]


@dataclass(frozen=True, slots=True)
class Avoir:
    """`numero`: as the régie's accounts know it."""

    numero: str
    motif: str


class _Champs:
    """Champs at fault, gathered."""

    def __init__(self) -> None:
        self.erreurs: list[ErreurDeChamp] = []

    def read(self, champ: str, parse: Callable[[S], T], saisi: S) -> T | None:
        try:
            return parse(saisi)
        except ValeurFausse as error:
            self.add(champ, str(error))
            return None

    def add(self, champ: str, detail: str) -> None:
        self.erreurs.append(ErreurDeChamp(champ, CODE, detail))


def check(saisie: Saisie, today: date) -> Emission:
    """Its `numero` is left empty when it is to be drawn. Raises SaisieInvalide (`numero`, `lignes.0.montant`…)."""
    champs = _Champs()
    numero = champs.read("numero", valeurs.parse_numero, saisie.numero.strip()) if saisie.numero.strip() else ""
    famille = champs.read("famille", valeurs.parse_famille, saisie.famille.strip())
    payeur = champs.read("payeur", valeurs.parse_obligatoire, saisie.payeur)
    objet = champs.read("objet", valeurs.parse_obligatoire, saisie.objet)
    periode = champs.read("periode", valeurs.parse_facultatif, saisie.periode)
    if faute := wrong_dates(saisie.emise_le, saisie.echeance_le, today):
        champs.add(*faute)
    lignes = [_ligne(champs, rang, ligne) for rang, ligne in enumerate(saisie.lignes)]
    montant = sum(ligne.montant for ligne in lignes if ligne)
    if not lignes:
        champs.add("lignes", "Ajoutez une ligne au moins.")
    elif mal := wrong_sum(montant, None, len(lignes)):
        champs.add("lignes", f"Cette facture est à revoir\u00a0: {mal}")
    if champs.erreurs:
        raise SaisieInvalide(erreurs=tuple(champs.erreurs))
    return Emission(
        saisie.regie, numero or "", famille or "", payeur or "", objet or "", periode or "", saisie.emise_le,
        saisie.echeance_le, montant, tuple(ligne for ligne in lignes if ligne),
    )  # fmt: skip


def _ligne(champs: _Champs, rang: int, saisie: LigneSaisie) -> LigneDeFacture | None:
    place = f"lignes.{rang}"
    prestation = champs.read(f"{place}.prestation", valeurs.parse_obligatoire, saisie.prestation)
    concerne = champs.read(f"{place}.concerne", valeurs.parse_facultatif, saisie.concerne)
    quantite = champs.read(f"{place}.quantite", valeurs.parse_quantite, saisie.quantite.strip())
    prix = champs.read(f"{place}.prix_unitaire_centimes", valeurs.check_montant_du, saisie.prix_unitaire)
    if prestation is None or concerne is None or quantite is None or prix is None:
        return None
    ligne = LigneDeFacture(prestation, concerne, quantite, prix, (quantite * prix + 500) // 1000)
    dite = ligne if saisie.montant is None else replace(ligne, montant=saisie.montant)
    montant = champs.read(f"{place}.montant_centimes", valeurs.check_montant_du, dite.montant)
    if montant is None:
        return None
    if faute := wrong_amount(dite):
        champs.add(f"{place}.montant_centimes", faute)
    return dite


def check_avoir(avoir: Avoir) -> Avoir:
    """Trimmed. Raises SaisieInvalide on `avoir` and `motif`."""
    champs = _Champs()
    numero = champs.read("avoir", valeurs.parse_numero, avoir.numero.strip())
    motif = champs.read("motif", _parse_motif, avoir.motif)
    if numero is None or motif is None:
        raise SaisieInvalide(erreurs=tuple(champs.erreurs))
    return Avoir(numero, motif)


def _parse_motif(texte: str) -> str:
    try:
        motif = parse_texte(texte, MOTIF)
    except ValeurRefusee as refus:
        raise ValeurFausse(f"Ce motif compte plus de {MOTIF} caractères, ou un caractère invisible.") from refus
    if not motif:
        raise ValeurFausse("Expliquez pourquoi cette facture est annulée.")
    return motif
