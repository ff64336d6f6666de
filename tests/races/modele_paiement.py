"""What the panier and payments ought to do, in plain dicts and lists: no store, no condition, no version.

Written from the rules alone, so that it shares no mistake with the portal. A refusal is the name of the error.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

OK, FAUX = "ok", "faux"
A_PAYER, EN_PAIEMENT, PAYEE, ANNULEE = "a_payer", "en_paiement", "payee", "annulee"
PAGE, REVIREMENT, JOURNEE = timedelta(minutes=15), timedelta(minutes=2), timedelta(hours=24)


@dataclass
class Facture:
    regie: str
    famille: str
    montant: int
    etat: str = A_PAYER
    par: str = ""
    """The payment that holds it, or paid it."""


@dataclass
class Panier:
    lignes: list = field(default_factory=list)
    paiement: str = ""


@dataclass
class Paiement:
    compte: str
    factures: list
    montant: int
    le: datetime
    etat: str = "initie"
    abandon: datetime | None = None
    libere: bool = False
    anomalie: str = ""

    @property
    def attend(self):
        return self.etat != "paye" and not self.libere

    @property
    def confirme(self):
        """Paid, and its factures with it."""
        return self.etat == "paye" and not self.anomalie


class Modele:
    """`comptes` gives the famille of each. What rests is what was last written: a panier is mended when it is used."""

    def __init__(self, comptes):
        self.comptes, self.factures, self.paiements = comptes, {}, {}
        self.paniers = {compte: Panier() for compte in comptes}

    def look(self, compte):
        """Lines and payment, as the owner sees them: what cannot be paid any more leaves the panier."""
        if not self.is_held(compte):
            lignes = [f for f in self.released(compte) if self.factures[f].etat == A_PAYER]
            self.paniers[compte] = Panier(lignes)
        panier = self.paniers[compte]
        return panier.lignes, panier.paiement

    def is_held(self, compte):
        """By a payment whose result is to come."""
        paiement = self.paniers[compte].paiement
        return bool(paiement) and self.paiements[paiement].attend

    def released(self, compte):
        """The lines once the payment that held them is over."""
        panier = self.paniers[compte]
        return [] if panier.paiement and self.paiements[panier.paiement].confirme else list(panier.lignes)

    def add(self, compte, facture):
        voulue = self.factures[facture]
        if voulue.famille != self.comptes[compte]:
            return "Introuvable"
        if self.is_held(compte):
            return "PaiementEnCours"
        if voulue.etat != A_PAYER:
            return "FactureNonPayable"
        lignes = self.released(compte)
        if not self._takes(lignes, facture):
            lignes = [f for f in lignes if self.factures[f].etat == A_PAYER]
            if not self._takes(lignes, facture):
                return "PanierIncompatible"
        self.paniers[compte] = Panier([*lignes, facture])
        return OK

    def remove(self, compte, *factures):
        """All of it without any named."""
        if self.is_held(compte):
            return "PaiementEnCours"
        lignes = [f for f in self.released(compte) if factures and f not in factures]
        self.paniers[compte] = Panier(lignes)
        return OK

    def start(self, compte, now):
        """A refusal, or the payment that waits already, or OK: a new one is to be begun."""
        if self.is_held(compte):
            idop = self.paniers[compte].paiement
            attendu = self.paiements[idop]
            ouvert = attendu.etat == "initie" and now < attendu.le + PAGE and attendu.anomalie != "non_concordant"
            return idop if ouvert else "PaiementEnCours"
        lignes = self.released(compte)
        if not lignes:
            return "PanierVide"
        if any(self.factures[f].etat != A_PAYER for f in lignes):
            self.look(compte)
            return "FactureNonPayable"
        return OK

    def begun(self, compte, idop, now):
        lignes = self.released(compte)
        montant = sum(self.factures[f].montant for f in lignes)
        self.paiements[idop] = Paiement(compte, lignes, montant, now)
        self.paniers[compte] = Panier(lignes, idop)
        for facture in lignes:
            self.factures[facture].etat, self.factures[facture].par = EN_PAIEMENT, idop

    def learn(self, idop, code, now):
        """What PayFiP says of it: a result, or the code of its refusal to tell one, or FAUX: of another payment."""
        paiement = self.paiements[idop]
        if paiement.etat == "paye":
            return
        if code == FAUX:
            paiement.anomalie = "non_concordant"
        elif code in "PV":
            self._pay(idop)
        elif paiement.attend and (code in "ARZ" or not paiement.anomalie):
            self._give_up(idop, code, now)

    def counter(self, facture):
        return self._end(facture, PAYEE)

    def cancel(self, facture):
        return self._end(facture, ANNULEE)

    def _end(self, facture, etat):
        if self.factures[facture].etat != A_PAYER:
            return "FactureNonPayable"
        self.factures[facture].etat = etat
        return OK

    def _takes(self, lignes, facture):
        """One régie, each facture once."""
        regie = self.factures[facture].regie
        return facture not in lignes and all(self.factures[f].regie == regie for f in lignes)

    def _pay(self, idop):
        paiement = self.paiements[idop]
        paiement.etat, paiement.anomalie = "paye", ""
        if any(self.factures[f].etat in (PAYEE, ANNULEE) for f in paiement.factures):
            paiement.anomalie = "encaisse_en_double"
            self._free(idop)
            return
        paiement.libere = False
        for facture in paiement.factures:
            self.factures[facture].etat, self.factures[facture].par = PAYEE, idop

    def _give_up(self, idop, code, now):
        paiement = self.paiements[idop]
        if code in "RZ":
            paiement.etat = "refuse"
            self._free(idop)
        elif code == "A":
            if paiement.abandon and now >= paiement.abandon + REVIREMENT:
                self._free(idop)
            elif not paiement.abandon:
                paiement.etat, paiement.abandon, paiement.anomalie = "abandonne", now, ""
        elif now >= paiement.le + {"P1": PAGE, "P5": JOURNEE}[code]:
            paiement.etat = "expire"
            self._free(idop)

    def _free(self, idop):
        """Only what it still holds."""
        paiement = self.paiements[idop]
        paiement.libere, paiement.anomalie = True, "encaisse_en_double" if paiement.etat == "paye" else ""
        for facture in paiement.factures:
            if self.factures[facture].par == idop and self.factures[facture].etat == EN_PAIEMENT:
                self.factures[facture].etat, self.factures[facture].par = A_PAYER, ""
