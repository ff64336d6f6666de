"""A facture of the commune, and the only table that says how it goes from one state to the next (R33–R36)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Etat(StrEnum):
    """What is to be done with it."""

    A_PAYER = "a_payer"
    EN_PAIEMENT = "en_paiement"
    PAYEE = "payee"
    ANNULEE = "annulee"


class Evenement(StrEnum):
    """What happens to it once it is issued."""

    ENGAGER = "engager"
    """A payment begins."""
    LIBERER = "liberer"
    """It was refused, abandoned or has expired."""
    PAYER = "payer"
    PAYER_TARD = "payer_tard"
    """The success of a payment given up: it wins (the money is there) as long as nothing else paid or cancelled."""
    PAYER_AU_GUICHET = "payer_au_guichet"
    ANNULER = "annuler"
    """An avoir."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table of states."""

    de: tuple[Etat, ...]
    vers: Etat


TRANSITIONS: Mapping[Evenement, Transition] = {
    Evenement.ENGAGER: Transition((Etat.A_PAYER,), Etat.EN_PAIEMENT),
    Evenement.LIBERER: Transition((Etat.EN_PAIEMENT,), Etat.A_PAYER),
    Evenement.PAYER: Transition((Etat.EN_PAIEMENT,), Etat.PAYEE),
    Evenement.PAYER_TARD: Transition((Etat.A_PAYER, Etat.EN_PAIEMENT), Etat.PAYEE),
    Evenement.PAYER_AU_GUICHET: Transition((Etat.A_PAYER,), Etat.PAYEE),
    Evenement.ANNULER: Transition((Etat.A_PAYER,), Etat.ANNULEE),
}


@dataclass(frozen=True, slots=True)
class LigneDeFacture:
    """One prestation. `concerne`: the child or adult who had it; `quantite` in thousandths; money in centimes."""

    prestation: str
    concerne: str
    quantite: int
    prix_unitaire: int
    montant: int


@dataclass(frozen=True, slots=True)
class Emission:
    """What a facture says, once and for all: an error is mended by an avoir and another facture.

    `famille`: the payer, as the billing software numbers families; `montant` in centimes, the sum of the lines.
    """

    regie: str
    numero: str
    famille: str
    payeur: str
    objet: str
    periode: str
    emise_le: date
    echeance_le: date
    montant: int
    lignes: tuple[LigneDeFacture, ...]
    document: str = ""
    """Key in the bucket of the PDF that came with it; without one, it is made from the lines."""


@dataclass(frozen=True, slots=True)
class Reglement:
    """How it was paid, or why it is to be paid no more. `moyen`: a Moyen of paiement.py, "" for an avoir.

    `precision`: numéro of the avoir.
    """

    le: datetime
    moyen: str = ""
    quittance: str = ""
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Facture:
    """`id` is opaque, made of the famille, the day of issue, the régie and the numéro; see storage/factures.py.

    `paiement`: the one that holds it or paid it.
    """

    id: str
    emission: Emission
    etat: Etat = Etat.A_PAYER
    paiement: str | None = None
    reglement: Reglement | None = None
