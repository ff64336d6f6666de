"""What a régie received: its totals, and whether its journal adds up, to the centime."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.facture import Etat as EtatDeFacture
from chalicelib.domain.facture import Facture
from chalicelib.domain.paiement import Anomalie as Constat
from chalicelib.domain.paiement import Etat, Moyen, Paiement

ANOMALIES: Mapping[str, str] = {
    Constat.ENCAISSE_EN_DOUBLE: "Encaissé, alors que la facture était déjà payée ou annulée\u00a0: à rembourser.",
    Constat.NON_CONCORDANT: "La réponse de PayFiP ne correspond pas au paiement enregistré.",
    Constat.SANS_RESULTAT: "Aucun résultat de PayFiP après 24 heures.",
    "sans_quittance": "Paiement encaissé sans quittance.",
    "quittance_double": "Deux paiements portent le même numéro de quittance.",
    "parts": "La somme des factures n’est pas le montant du paiement.",
    "facture_absente": "Une facture de ce paiement est introuvable.",
    "facture_montant": "Une facture n’a pas le montant encaissé pour elle.",
    "facture_etat": "Une facture de ce paiement n’est pas notée payée par lui.",
}

FAUSSENT = {"sans_quittance", "quittance_double", "parts", "facture_absente", "facture_montant", "facture_etat"}
"""Two of them may hide each other in a sum."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """What a person must look at. `nature`: a key of ANOMALIES, or what the payment itself says."""

    paiement: str
    nature: str

    @property
    def libelle(self) -> str:
        """In words."""
        return describe_anomalie(self.nature)


@dataclass(frozen=True, slots=True)
class Total:
    """Of one way of paying. Centimes."""

    moyen: Moyen
    nombre: int
    montant: int


@dataclass(frozen=True, slots=True)
class Bilan:
    """Of a day or a month, in centimes.

    Apart from all other sums, what came in for factures that did not need it: still `a_rembourser`, or `rembourse`.
    `quittances`: what receipts were given for; `factures`: what the factures that these payments paid amount to.
    """

    nombre: int
    encaisse: int
    a_rembourser: int
    rembourse: int
    quittances: int
    factures: int
    totaux: tuple[Total, ...]
    anomalies: tuple[Anomalie, ...]

    @property
    def juste(self) -> bool:
        """Sum of the quittances = sum of the payments = sum of their factures, and each payment by itself."""
        faux = any(anomalie.nature in FAUSSENT for anomalie in self.anomalies)
        return self.encaisse == self.quittances == self.factures and not faux


def describe_anomalie(nature: str) -> str:
    """In words, even of what a later version of the portal found."""
    return ANOMALIES.get(nature, "Ce paiement est à vérifier.")


def balance(paiements: Iterable[Paiement], factures: Mapping[str, Facture]) -> Bilan:
    """Of payments that ended in the period; those that brought nothing only tell their anomalies."""
    tous = tuple(paiements)
    gardes = received(tous)
    return Bilan(
        nombre=len(gardes),
        encaisse=_sum(gardes),
        a_rembourser=_sum(paiement for paiement in tous if paiement.a_rembourser),
        rembourse=_sum(paiement for paiement in tous if paiement.remboursement),
        quittances=_sum({paiement.quittance: paiement for paiement in gardes if paiement.quittance}.values()),
        factures=sum(_paid_by(paiement, factures) for paiement in gardes),
        totaux=tuple(_totals(gardes)),
        anomalies=tuple(_anomalies(tous, factures)),
    )


def received(paiements: Iterable[Paiement]) -> tuple[Paiement, ...]:
    """Those whose money stays with the régie."""
    return tuple(p for p in paiements if p.etat is Etat.PAYE and not p.en_trop)


def paid_factures(paiements: Iterable[Paiement]) -> frozenset[str]:
    """Ids of those that `balance` and the table look at."""
    return frozenset(part.facture for paiement in paiements if paiement.etat is Etat.PAYE for part in paiement.parts)


def _totals(paiements: Iterable[Paiement]) -> Iterable[Total]:
    nombres, montants = Counter[Moyen](), Counter[Moyen]()
    for paiement in paiements:
        nombres[paiement.moyen] += 1
        montants[paiement.moyen] += paiement.montant
    return (Total(moyen, nombres[moyen], montants[moyen]) for moyen in Moyen if moyen in nombres)


def _sum(paiements: Iterable[Paiement]) -> int:
    return sum(paiement.montant for paiement in paiements)


def _paid_by(paiement: Paiement, factures: Mapping[str, Facture]) -> int:
    lues = (factures.get(part.facture) for part in paiement.parts)
    return sum(facture.emission.montant for facture in lues if facture and _is_paid_by(facture, paiement))


def _is_paid_by(facture: Facture, paiement: Paiement) -> bool:
    return (facture.etat, facture.paiement) == (EtatDeFacture.PAYEE, paiement.id)


def _anomalies(paiements: Iterable[Paiement], factures: Mapping[str, Facture]) -> Iterable[Anomalie]:
    vues = set[str]()
    for paiement in paiements:
        if paiement.a_suivre:
            yield Anomalie(paiement.id, paiement.a_suivre)
        if paiement.etat is not Etat.PAYE or paiement.en_trop:
            continue
        if paiement.quittance and paiement.quittance in vues:
            yield Anomalie(paiement.id, "quittance_double")
        vues.add(paiement.quittance)
        for nature in _faults(paiement, factures):
            yield Anomalie(paiement.id, nature)


def _faults(paiement: Paiement, factures: Mapping[str, Facture]) -> Iterable[str]:
    if not paiement.quittance:
        yield "sans_quittance"
    if sum(part.montant for part in paiement.parts) != paiement.montant:
        yield "parts"
    for part in paiement.parts:
        facture = factures.get(part.facture)
        if facture is None:
            yield "facture_absente"
        elif facture.emission.montant != part.montant:
            yield "facture_montant"
        elif not _is_paid_by(facture, paiement):
            yield "facture_etat"
