"""The panier: factures of one régie that a citizen is about to pay together (R36–R38)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LigneDePanier:
    """A facture as it was when it was added: what will be charged, checked again at the payment. Centimes."""

    facture: str
    numero: str
    objet: str
    periode: str
    montant: int


@dataclass(frozen=True, slots=True)
class Panier:
    """One per compte. `paiement`: the one that holds it; once that is over, the panier is its own again.

    `cle`: seal of the request that began `paiement`, so that the same request again is told the same.
    """

    compte: str
    regie: str = ""
    lignes: tuple[LigneDePanier, ...] = ()
    paiement: str | None = None
    cle: str = ""
    version: int = 0

    @property
    def montant(self) -> int:
        """Centimes."""
        return sum(ligne.montant for ligne in self.lignes)
