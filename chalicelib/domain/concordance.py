"""What the DGFiP says it received beside what the portal says was paid online: the same, or each difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.domain.moyens import EN_LIGNE
from chalicelib.domain.paiement import Etat, Paiement
from chalicelib.domain.payfip import PARIS
from chalicelib.domain.releve_dgfip import LigneDeReleve, Releve

RECULE = timedelta(days=3)
"""How far before the first day of a statement a payment is looked for."""
AVANCE = timedelta(days=1)
"""The DGFiP may date a payment from the next day; one given up may have ended the day after."""
DIFFERENCES_GARDEES = 1000
"""The others are counted."""


class Nature(StrEnum):
    """Of a difference."""

    INCONNU_DU_PORTAIL = "inconnu_du_portail"
    """Received by the DGFiP, never heard of here, or known here as not paid: `paiement` tells."""
    ABSENT_DU_RELEVE = "absent_du_releve"
    MONTANT = "montant"
    DATE = "date"
    EN_DOUBLE = "en_double"
    """Twice in the statement."""


LIBELLES: Mapping[Nature, str] = {
    Nature.INCONNU_DU_PORTAIL: "Reçu par la DGFiP, inconnu du portail",
    Nature.ABSENT_DU_RELEVE: "Payé selon le portail, absent du relevé",
    Nature.MONTANT: "Montants différents",
    Nature.DATE: "Dates différentes",
    Nature.EN_DOUBLE: "Deux fois dans le relevé",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """`jour`, `montant`: of the statement; `attendu_le`, `attendu`: of the portal. Centimes; None: it is silent."""

    nature: Nature
    refdet: str
    jour: date | None
    montant: int | None
    attendu_le: date | None = None
    attendu: int | None = None
    paiement: str = ""
    etat: str = ""
    """Of that paiement, when they were compared."""


@dataclass(frozen=True, slots=True)
class Comparaison:
    """What came out of it."""

    concordantes: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """One statement compared, by whom and when; the same one again takes the place of the first. Centimes."""

    id: str
    regie: str
    nom: str
    par: str
    le: datetime
    premier: date
    dernier: date
    lignes: int
    total: int
    concordantes: int
    differences_total: int
    differences: tuple[Difference, ...]
    """At most DIFFERENCES_GARDEES."""
    version: int = 1


def period(releve: Releve) -> tuple[date, ...]:
    """The days whose payments are compared with it."""
    debut, fin = releve.premier - RECULE, releve.dernier + AVANCE
    return tuple(debut + timedelta(days=rang) for rang in range((fin - debut).days + 1))


def compare(releve: Releve, paiements: Iterable[Paiement]) -> Comparaison:
    """`paiements`: those of `period`, and those whose result is still waited for."""
    connus = {paiement.refdet: paiement for paiement in paiements if paiement.moyen in EN_LIGNE}
    vus, differences = set[str](), list[Difference]()
    for ligne in releve.lignes:
        if difference := _difference(ligne, connus.get(ligne.refdet), deja=ligne.refdet in vus):
            differences.append(difference)
        vus.add(ligne.refdet)
    concordantes = len(releve.lignes) - len(differences)
    absents = (paiement for refdet, paiement in connus.items() if refdet not in vus and _is_expected(paiement, releve))
    return Comparaison(concordantes, (*differences, *map(_absent, absents)))


def to_ask(comparaison: Comparaison) -> tuple[str, ...]:
    """Ids of our paiements that the DGFiP says it received and that are not paid here: PayFiP knows."""
    return tuple(
        difference.paiement
        for difference in comparaison.differences
        if difference.nature is Nature.INCONNU_DU_PORTAIL and difference.paiement
    )


def _difference(ligne: LigneDeReleve, connu: Paiement | None, *, deja: bool) -> Difference | None:
    if deja:
        nature = Nature.EN_DOUBLE
    elif connu is None or connu.etat is not Etat.PAYE:
        nature = Nature.INCONNU_DU_PORTAIL
    elif connu.montant != ligne.montant:
        nature = Nature.MONTANT
    elif not _is_same_day(ligne.jour, connu):
        nature = Nature.DATE
    else:
        return None
    if connu is None:
        return Difference(nature, ligne.refdet, ligne.jour, ligne.montant)
    paye_le, id_ = paid_on(connu), connu.id
    return Difference(nature, ligne.refdet, ligne.jour, ligne.montant, paye_le, connu.montant, id_, connu.etat)


def _absent(paiement: Paiement) -> Difference:
    paye_le, attendu = paid_on(paiement), paiement.montant
    return Difference(
        Nature.ABSENT_DU_RELEVE, paiement.refdet, None, None, paye_le, attendu, paiement.id, paiement.etat
    )


def _is_same_day(jour: date, paiement: Paiement) -> bool:
    """The DGFiP's, or the day before it."""
    paye_le = paid_on(paiement)
    return paye_le is not None and paye_le <= jour <= paye_le + AVANCE


def _is_expected(paiement: Paiement, releve: Releve) -> bool:
    """Paid on a day that the statement tells of. Those of its last day may yet come with the next one, and are told."""
    paye_le = paid_on(paiement)
    return paiement.etat is Etat.PAYE and paye_le is not None and releve.premier <= paye_le <= releve.dernier


def paid_on(paiement: Paiement) -> date | None:
    """On the calendar of the town hall."""
    return paiement.paye_le.astimezone(PARIS).date() if paiement.paye_le else None
