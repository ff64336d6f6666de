"""A payment, from the panier to the quittance: what is known of it and what follows from what is learnt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

VALIDITE = timedelta(minutes=15)
"""During which the payment page may be used, once."""
REVIREMENT = timedelta(minutes=2)
"""An abandon may still be followed by a success: nothing is freed before."""
ATTENTE_MAXIMALE = timedelta(hours=24)
"""Without a result: a last question, then the factures are free; beyond it without any answer, an alarm."""


class Etat(StrEnum):
    """Of the payment. A late `paye` wins over the three others."""

    INITIE = "initie"
    PAYE = "paye"
    REFUSE = "refuse"
    ABANDONNE = "abandonne"
    EXPIRE = "expire"


class Moyen(StrEnum):
    """How it was paid; the agents' are all but the two first, which PayFiP alone can tell."""

    CARTE = "carte"
    PRELEVEMENT_EN_LIGNE = "prelevement_en_ligne"
    ESPECES = "especes"
    CHEQUE = "cheque"
    VIREMENT = "virement"
    CESU = "cesu"


@dataclass(frozen=True, slots=True)
class Part:
    """One facture of a payment, in centimes."""

    facture: str
    numero: str
    montant: int


@dataclass(frozen=True, slots=True)
class Episode:
    """One thing learnt or done, never changed afterwards. `source`: usager, notification, retour, tache, agent…

    `constat`: what was learnt (a code of PayFiP) or done; `auteur`: the agent, if it was one.
    """

    le: datetime
    source: str
    constat: str
    auteur: str = ""


@dataclass(frozen=True, slots=True)
class Paiement:
    """`id` is the operation's at the provider (idOp), or drawn for a payment at the counter.

    `refdet` is the numéro of the quittance without its dashes, `montant` the sum of `parts`, in centimes; `cle` the
    seal of the request that began it. `libere`: its factures are free again, nothing is expected of it any more;
    `anomalie`: what a person must look at ("" when all is well).
    """

    id: str
    compte: str
    regie: str
    etat: Etat
    moyen: Moyen
    montant: int
    refdet: str
    courriel: str
    initie_le: datetime
    parts: tuple[Part, ...]
    cle: str = ""
    version: int = 1
    abandonne_le: datetime | None = None
    paye_le: datetime | None = None
    quittance: str = ""
    libere: bool = False
    anomalie: str = ""
    historique: tuple[Episode, ...] = ()

    @property
    def attend(self) -> bool:
        """Whether its result is still to be learnt."""
        return self.etat is not Etat.PAYE and not self.libere
