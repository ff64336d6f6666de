"""A payment, from the panier to the quittance: what is known of it and what follows from what is learnt."""

from collections.abc import Mapping
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


LIBELLES: Mapping[Etat, str] = {
    Etat.INITIE: "En cours",
    Etat.PAYE: "Payé",
    Etat.REFUSE: "Refusé",
    Etat.ABANDONNE: "Abandonné",
    Etat.EXPIRE: "Expiré",
}
"""As the pages say them."""


class Moyen(StrEnum):
    """How it was paid; the agents' are all but the two first, which PayFiP alone can tell."""

    CARTE = "carte"
    PRELEVEMENT_EN_LIGNE = "prelevement_en_ligne"
    ESPECES = "especes"
    CHEQUE = "cheque"
    VIREMENT = "virement"
    CESU = "cesu"


class Source(StrEnum):
    """From where something was learnt or done."""

    USAGER = "usager"
    NOTIFICATION = "notification"
    TACHE = "tache"
    AGENT = "agent"


class Anomalie(StrEnum):
    """What a person must look at."""

    NON_CONCORDANT = "non_concordant"
    """PayFiP tells of another payment than the one announced: nothing of it moves by itself."""
    SANS_RESULTAT = "sans_resultat"
    """Still unknown after 24 hours."""
    ENCAISSE_EN_DOUBLE = "encaisse_en_double"
    """The money came, and a facture was paid otherwise or cancelled meanwhile: to be refunded, no quittance."""


@dataclass(frozen=True, slots=True)
class Part:
    """One facture of a payment, in centimes."""

    facture: str
    numero: str
    montant: int


@dataclass(frozen=True, slots=True)
class Episode:
    """One thing learnt or done, never changed afterwards. `source`: a Source.

    `constat`: what was done (« initie »), or learnt, as PayFiP said it (P, A, P5…); `auteur`: the agent, if it was one.
    """

    le: datetime
    source: str
    constat: str
    auteur: str = ""


@dataclass(frozen=True, slots=True)
class Remboursement:
    """An agent says that the money was given back, how (`note`) and when they said so."""

    le: datetime
    par: str
    note: str


@dataclass(frozen=True, slots=True)
class Paiement:
    """`id` is the operation's at the provider (idOp), or drawn for a payment at the counter.

    `refdet` is the numéro of the quittance without its dashes, `montant` the sum of `parts`, in centimes; `cle` the
    seal of the request that began it; `numcli` and `saisie`, what else PayFiP was told. `libere`: its factures are free
    again, nothing is expected of it any more; `anomalie`: an Anomalie, "" when all is well.
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
    numcli: str = ""
    saisie: str = ""
    cle: str = ""
    version: int = 1
    abandonne_le: datetime | None = None
    paye_le: datetime | None = None
    quittance: str = ""
    libere: bool = False
    anomalie: str = ""
    historique: tuple[Episode, ...] = ()
    remboursement: Remboursement | None = None

    @property
    def attend(self) -> bool:
        """Whether its result is still to be learnt."""
        return self.etat is not Etat.PAYE and not self.libere

    @property
    def confirme(self) -> bool:
        """Paid, its factures with it: what quittances and totals count. What is to be refunded is not."""
        return self.etat is Etat.PAYE and bool(self.quittance)

    @property
    def en_trop(self) -> bool:
        """The money came, its factures did not need it: it is not the régie's, even before it is given back."""
        return self.anomalie == Anomalie.ENCAISSE_EN_DOUBLE

    @property
    def a_rembourser(self) -> bool:
        """The same, and nobody has given it back yet."""
        return self.en_trop and self.remboursement is None

    @property
    def a_suivre(self) -> str:
        """The anomalie as long as somebody has to do something about it, or ""."""
        return "" if self.remboursement else self.anomalie

    @property
    def libre_a(self) -> datetime | None:
        """From when an abandon, asked about again, frees the factures; None without one."""
        return self.abandonne_le + REVIREMENT if self.abandonne_le and self.attend else None

    @property
    def non_concordant(self) -> bool:
        """PayFiP told of something else: a person has to say what became of it."""
        return self.attend and self.anomalie == Anomalie.NON_CONCORDANT

    def is_open(self, now: datetime) -> bool:
        """Whether its payment page may still be used: nothing came of it yet."""
        return self.etat is Etat.INITIE and now < self.initie_le + VALIDITE and not self.non_concordant
