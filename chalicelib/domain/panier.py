"""The panier: factures of one régie that a citizen is about to pay together (R36–R38)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.errors_paiement import FactureNonPayable, PanierIncompatible, PanierPlein
from chalicelib.domain.facture import Etat, Facture
from chalicelib.domain.paiement import Paiement

MAXIMUM = 50
"""Factures: its payment is one transaction."""
PARTIES: Mapping[Etat, str] = {
    Etat.EN_PAIEMENT: "est en cours de paiement depuis un autre compte de votre foyer",
    Etat.PAYEE: "est déjà payée",
    Etat.ANNULEE: "a été annulée par la mairie",
}
"""Why a facture is not to be paid: the end of a sentence that begins with its numéro."""
PLUS_A_VOUS = "n’est plus rattachée à votre compte"
FINS = (".", "!", "?", "…")
AUTRE_MONTANT = "a changé de montant. Ajoutez-la de nouveau"


@dataclass(frozen=True, slots=True)
class LigneDePanier:
    """A facture as it was when it was added: what will be charged, checked again at the payment. Centimes."""

    facture: str
    numero: str
    objet: str
    periode: str
    montant: int


@dataclass(frozen=True, slots=True)
class Retiree:
    """A facture that left the panier by itself. `motif`: a French sentence."""

    numero: str
    motif: str


@dataclass(frozen=True, slots=True)
class Panier:
    """One per compte. `paiement`: the one that holds it; once that is over, the panier is its own again.

    `cle`: seal of the request that began the last payment, `dernier`, so that the same request again is told the same.
    `retirees`: what left it since its owner last changed it, for them to be told.
    """

    compte: str
    regie: str = ""
    lignes: tuple[LigneDePanier, ...] = ()
    paiement: str | None = None
    cle: str = ""
    version: int = 0
    retirees: tuple[Retiree, ...] = ()
    dernier: str = ""

    @property
    def montant(self) -> int:
        """Centimes."""
        return sum(ligne.montant for ligne in self.lignes)

    def holds(self, facture: str) -> bool:
        """Whether it is in it."""
        return any(ligne.facture == facture for ligne in self.lignes)

    def after(self, paiement: Paiement | None) -> "Panier":
        """As it is once told what became of `paiement`, that which held it: what was paid has left it."""
        if self.paiement is None or (paiement is not None and paiement.attend):
            return self
        payees = paiement is not None and paiement.confirme
        return replace(self, paiement=None, lignes=() if payees else self.lignes)

    def mended(self, factures: Mapping[str, Facture], famille: str | None) -> "Panier":
        """Without those that are not to be paid any more; `factures`: what is known of each, by id."""
        sorties = {ligne.facture: motif for ligne in self.lignes if (motif := _why(ligne, factures, famille))}
        if not sorties:
            return self
        retirees = tuple(Retiree(li.numero, sorties[li.facture]) for li in self.lignes if li.facture in sorties)
        restent = tuple(ligne for ligne in self.lignes if ligne.facture not in sorties)
        return replace(self, lignes=restent, retirees=(*self.retirees, *retirees)[-MAXIMUM:])

    def add(self, facture: Facture) -> "Panier":
        """With it. Raises FactureNonPayable, PanierIncompatible (R37, R38), PanierPlein."""
        emission = facture.emission
        if facture.etat is not Etat.A_PAYER:
            raise FactureNonPayable(_ended(facture))
        if emission.montant <= 0:
            raise FactureNonPayable(f"La facture {emission.numero} ne demande aucun paiement.")
        if self.holds(facture.id) or (self.lignes and self.regie != emission.regie):
            raise PanierIncompatible
        if len(self.lignes) >= MAXIMUM:
            raise PanierPlein
        ligne = LigneDePanier(facture.id, emission.numero, emission.objet, emission.periode, emission.montant)
        return replace(self, regie=emission.regie, lignes=(*self.lignes, ligne), retirees=())

    def remove(self, facture: str) -> "Panier":
        """Without it; taking out what is not in it changes nothing."""
        if not self.holds(facture):
            return self
        lignes = tuple(ligne for ligne in self.lignes if ligne.facture != facture)
        return replace(self, lignes=lignes, retirees=())

    def emptied(self) -> "Panier":
        """Nothing is left in it."""
        return replace(self, lignes=(), retirees=()) if self.lignes else self


def _why(ligne: LigneDePanier, factures: Mapping[str, Facture], famille: str | None) -> str:
    """Nothing for what may be paid."""
    facture = factures.get(ligne.facture)
    if facture is None or facture.emission.famille != famille:
        return _sentence(ligne.numero, PLUS_A_VOUS)
    if facture.etat is not Etat.A_PAYER:
        return _ended(facture)
    return _sentence(ligne.numero, AUTRE_MONTANT) if facture.emission.montant != ligne.montant else ""


def _ended(facture: Facture) -> str:
    """What happened to it; why, where an agent said so."""
    dit = _sentence(facture.emission.numero, PARTIES[facture.etat])
    motif = facture.reglement.motif if facture.reglement else ""
    fin = "" if motif.endswith(FINS) else "."
    return f"{dit} Motif\u00a0: {motif}{fin}" if motif else dit


def _sentence(numero: str, fin: str) -> str:
    return f"La facture {numero} {fin}."
