"""What a file of factures would change, once it is held against what the régie has already issued."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.facture import Emission, Etat, Facture, Pointeur, empreinte, id_of
from chalicelib.domain.francais import format_montant
from chalicelib.domain.import_factures import AvoirImporte, Contenu, FactureImportee
from chalicelib.domain.import_fautes import FauteDeLigne, Fautes
from chalicelib.domain.import_texte import Format

AUTRE_CONTENU = (
    "Le numéro {numero} est déjà celui d’une facture qui dit autre chose. "
    "Une facture ne change pas\u00a0: émettez un avoir, puis une nouvelle facture."
)
DEJA_PAYEE = "La facture {facture} est déjà payée\u00a0: l’avoir {numero} ne peut plus l’annuler. Remboursez-la."
DEJA_ANNULEE = "La facture {facture} est déjà annulée par l’avoir {autre}."
INTROUVABLE = "La facture {facture} n’existe pas dans cette régie."


class Sort(StrEnum):
    """What becomes of an avoir."""

    ANNULER = "annuler"
    DEJA = "deja"
    """It cancelled it before."""
    ATTENDRE = "attendre"
    """A payment is running: its result decides."""
    REFUSER = "refuser"


@dataclass(frozen=True, slots=True)
class AvoirRetenu:
    """An avoir to apply. `id`: of the facture that it cancels, whose numéro is `facture`."""

    ligne: int
    numero: str
    facture: str
    id: str


@dataclass(frozen=True, slots=True)
class Resume:
    """What an import changes, or would. `montant`: centimes of the factures created."""

    creees: int = 0
    identiques: int = 0
    annulees: int = 0
    montant: int = 0
    familles_inconnues: int = 0


def is_identical(emission: Emission, pointeur: Pointeur) -> bool:
    """The same facture again: nothing to do. Otherwise its numéro is another's."""
    return pointeur.empreinte == empreinte(emission)


def compare(
    importees: Iterable[FactureImportee],
    pointeurs: Mapping[str, Pointeur],
    format: Format,  # noqa: A002
    fautes: Fautes,
) -> list[FactureImportee]:
    """Those that are new; `pointeurs` of those that are not, by numéro."""
    nouvelles = []
    for importee in importees:
        numero = importee.emission.numero
        pointeur = pointeurs.get(numero)
        if pointeur is None:
            nouvelles.append(importee)
        elif not is_identical(importee.emission, pointeur):
            detail = AUTRE_CONTENU.format(numero=numero)
            fautes.add(FauteDeLigne(importee.ligne, format.heading("numero"), detail))
    return nouvelles


def judge(facture: Facture | None, avoir: AvoirRetenu) -> tuple[Sort, str]:
    """What to do with an avoir, and why it is refused."""
    if facture is None:
        return Sort.REFUSER, INTROUVABLE.format(facture=avoir.facture)
    if facture.etat is Etat.PAYEE:
        return Sort.REFUSER, DEJA_PAYEE.format(facture=avoir.facture, numero=avoir.numero)
    if facture.etat is Etat.EN_PAIEMENT:
        return Sort.ATTENDRE, ""
    if facture.etat is Etat.A_PAYER:
        return Sort.ANNULER, ""
    autre = facture.reglement.precision if facture.reglement else ""
    if autre == avoir.numero:
        return Sort.DEJA, ""
    return Sort.REFUSER, DEJA_ANNULEE.format(facture=avoir.facture, autre=autre)


def retain(
    contenu: Contenu,
    emises: Callable[[str], Facture | None],
    format: Format,  # noqa: A002
    fautes: Fautes,
) -> list[tuple[AvoirRetenu, Sort]]:
    """The avoirs of a file, for factures of that file or `emises` (by numéro); faults are added."""
    du_fichier = {importee.emission.numero: importee.emission for importee in contenu.factures}
    retenus = []
    for avoir in contenu.avoirs:
        facture = emises(avoir.facture)
        emission = facture.emission if facture else du_fichier.get(avoir.facture)
        if facture is None and emission is not None:
            facture = Facture(id_of(emission), emission)
        retenu = AvoirRetenu(avoir.ligne, avoir.numero, avoir.facture, facture.id if facture else "")
        sort, refus = judge(facture, retenu)
        champ, refus = ("avoir", refus) if refus or emission is None else _mismatch(avoir, emission)
        if refus:
            fautes.add(FauteDeLigne(avoir.ligne, format.heading(champ), refus))
        else:
            retenus.append((retenu, sort))
    return retenus


def _mismatch(avoir: AvoirImporte, emission: Emission) -> tuple[str, str]:
    """An avoir is for the same family and the whole facture: the champ at fault and why, "" when it is."""
    if avoir.famille != emission.famille:
        return "famille", f"La facture {avoir.facture} est celle d’une autre famille."
    if avoir.montant not in {None, emission.montant}:
        total = format_montant(emission.montant)
        return "montant", f"Un avoir annule toute la facture {avoir.facture}, qui est de {total}."
    return "", ""
