"""Operations of the panier, of payments, of the counter and of imports: see operations.py.

Whatever broke, the books are right after the second request (livres.py).
"""

from datetime import timedelta

from chalicelib import clock, services, storage
from chalicelib.domain.session import Genre
from chalicelib.services import cadence
from chalicelib.services.imports import Depot
from tests import facturation
from tests.races import decor, livres
from tests.races.decor_paiement import REGISSEUR, facture, membre, panier, pay_at_the_counter, start, started, sweep
from tests.races.operations import Operation


class OnFactures(Operation):
    """Of a citizen whose session is open, and who has two factures to pay."""

    def prepare(self):
        self.alentours.tresor.operations.clear()
        cadence.forget()
        self.compte, self.factures = membre(), [facture(), facture(1200)]
        self.open(Genre.USAGER, self.compte)
        self.stage()

    def stage(self):
        """What comes before the request."""

    def open(self, genre, sujet, agent=None):
        jeton, session = services.sessions.new(genre, sujet, agent=agent)
        storage.sessions.save(session)
        self.portail.cookies = {f"__Host-{genre}": jeton}

    def check(self, constat, _panne):
        self.see(constat, livres.check(constat, self.alentours.tresor))

    def lines(self):
        return [ligne.facture for ligne in services.paniers.read(self.compte).panier.lignes]


class AddToPanier(OnFactures):
    """Made again, it is in it already."""

    again = (201, 409)
    calls = 3

    def stage(self):
        panier(self.compte, self.factures[0])

    def run(self):
        return self.post("/panier/lignes", {"facture": self.factures[1]})

    def see(self, constat, _livres):
        constat.expect("lines", self.lines(), self.factures)


class StartPaiement(OnFactures):
    """Made again, the same payment: an operation that PayFiP opened in vain is opened by nobody."""

    calls = 4

    def stage(self):
        panier(self.compte, *self.factures)

    def run(self):
        return self.post("/panier/paiement", {})

    def see(self, constat, found):
        told = {body["paiement"] for body in self.bodies if "paiement" in body}
        constat.expect("payments", set(found.paiements), told)
        constat.expect("one payment", len(told), 1)
        constat.expect("held", {f["etat"] for f in found.factures.values()}, {"en_paiement"})
        constat.expect("panier", self.lines(), self.factures)


class NotifyPaiement(OnFactures):
    """PayFiP calls, and calls again."""

    done = again = (200,)
    calls = 3
    result = "P"

    def stage(self):
        panier(self.compte, *self.factures)
        self.idop = start(self.compte).id
        self.alentours.tresor.choose(self.idop, self.result)

    def run(self):
        form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": None, "X_Requested_With": None}
        body = f"idop={self.idop}".encode()
        return self.portail.call("POST", "/paiements/notification", body, **form).status_code

    def see(self, constat, found):
        self.settled(constat, found, "paye", "payee")
        constat.expect("quittances", len(found.quittances), 1)
        constat.expect("panier", self.lines(), [])

    def settled(self, constat, found, etat, etat_des_factures):
        constat.expect("payment", found.paiements[self.idop]["etat"], etat)
        constat.expect("factures", {f["etat"] for f in found.factures.values()}, {etat_des_factures})


class NotifyRefusal(NotifyPaiement):
    result = "R"

    def see(self, constat, found):
        self.settled(constat, found, "refuse", "a_payer")
        constat.expect("panier", self.lines(), self.factures)


class FollowPaiement(NotifyPaiement):
    """The page that waits, and asks again: PayFiP's silence is not an error there."""

    calls = 4

    def run(self):
        cadence.forget()
        return self.portail.get(f"/paiements/{self.idop}").status_code


class PaidLate(NotifyPaiement):
    """Given up, its factures held by another payment by now: the first money that came wins."""

    def stage(self):
        panier(self.compte, *self.factures)
        self.idop = start(self.compte).id
        self.alentours.tresor.choose(self.idop, "R")
        services.paiements.notify(self.idop)
        _, self.autre = started(*self.factures)
        self.alentours.tresor.choose(self.idop, "P")

    def see(self, constat, found):
        constat.expect("payment", found.paiements[self.idop]["etat"], "paye")
        constat.expect("paid by", {f["paiement"] for f in found.factures.values()}, {self.idop})
        self.alentours.tresor.choose(self.autre, "A")
        services.paiements.notify(self.autre)
        clock.offset += timedelta(minutes=3)
        services.paiements.notify(self.autre)
        livres.check_settled(constat, self.alentours.tresor)


class PaidTwice(NotifyPaiement):
    """One of its factures was paid at the counter: the money is to be given back, the other facture is free."""

    calls = 4

    def stage(self):
        panier(self.compte, *self.factures)
        self.idop = start(self.compte).id
        self.alentours.tresor.choose(self.idop, "R")
        services.paiements.notify(self.idop)
        pay_at_the_counter(self.factures[0])
        self.alentours.tresor.choose(self.idop, "P")

    def see(self, constat, found):
        constat.expect("anomalie", found.paiements[self.idop]["anomalie"], "encaisse_en_double")
        constat.expect("factures", sorted(f["etat"] for f in found.factures.values()), ["a_payer", "payee"])
        constat.expect("panier", self.lines(), self.factures[1:])
        livres.check_settled(constat, self.alentours.tresor)


class GiveBack(PaidTwice):
    """Noted by a régisseur: once, whatever answer they got."""

    done = again = (200,)
    calls = 3

    def stage(self):
        super().stage()
        services.paiements.notify(self.idop)
        self.open(Genre.AGENT, REGISSEUR.courriel, REGISSEUR)

    def run(self):
        return self.post(f"/agents/paiements/{self.idop}/remboursement", {"note": "Virement 4012"})

    def see(self, constat, found):
        rendu = found.paiements[self.idop]["remboursement"] or {}
        constat.expect("noted", rendu.get("note"), "Virement 4012")
        constat.expect("quittances", len(found.payes), 1)
        lignes = [item for item in decor.items("journal") if '"remboursement"' in item["contenu"]["S"]]
        constat.expect("lines of the journal", len(lignes), 1)


class VerifyPending(OnFactures):
    """Two payments wait, one paid and one given up; what the first run did not do, the next one does."""

    done = again = (0, 1, 2)
    calls = 5

    def stage(self):
        self.payes = [started(id_)[1] for id_ in self.factures]
        for idop, resultat in zip(self.payes, "PR", strict=True):
            self.alentours.tresor.choose(idop, resultat)

    def run(self):
        return sweep()

    def see(self, constat, found):
        livres.check_settled(constat, self.alentours.tresor)
        constat.expect("states", [found.paiements[idop]["etat"] for idop in self.payes], ["paye", "refuse"])


class Expire(VerifyPending):
    """A day later: one that was opened, one that PayFiP has forgotten."""

    def stage(self):
        super().stage()
        for operation in self.alentours.tresor.operations.values():
            operation.resultats.clear()
        self.alentours.tresor.operations[self.payes[0]].ouverte = True
        self.alentours.tresor.operations[self.payes[1]].ouverte = False
        clock.offset += timedelta(hours=25)

    def see(self, constat, found):
        livres.check_settled(constat, self.alentours.tresor)
        constat.expect("states", {found.paiements[idop]["etat"] for idop in self.payes}, {"expire"})


class CounterPayment(OnFactures):
    """Made again by who got no answer: the same payment, and the same quittance."""

    calls = 4

    def stage(self):
        self.open(Genre.AGENT, REGISSEUR.courriel, REGISSEUR)

    def run(self):
        return self.post(f"/agents/factures/{self.factures[0]}/reglement", {"moyen": "cheque", "precision": "n° 12"})

    def see(self, constat, found):
        told = {body["quittance"] for body in self.bodies if "quittance" in body}
        constat.expect("quittances", {p["quittance"] for p in found.payes.values()}, told)
        constat.expect("mails", len(found.quittances), 1)
        lignes = [item for item in decor.items("journal") if '"reglement"' in item["contenu"]["S"]]
        constat.expect("lines of the journal", len(lignes), 1)


class ApplyImport(OnFactures):
    """Twenty-seven factures and an avoir, in two steps; taken again when whoever had it can have it no more."""

    done = again = (True, False)
    calls = 5
    lignes = 27

    def stage(self):
        self.travail = self.deposit()
        services.imports.work(self.travail.id, plenty)
        services.imports.confirm(REGISSEUR, self.travail.id)

    def deposit(self):
        lignes = [facturation.ligne(numero=f"F-{rang}") for rang in range(self.lignes)]
        envoi = services.imports.prepare(REGISSEUR, "ville", "octobre.csv", 10)
        self.alentours.objets[envoi.cle] = facturation.fichier(*lignes, facturation.avoir("F-0"))
        depot = Depot("ville", envoi.cle, "octobre.csv", facturation.FORMAT)
        return services.imports.create(REGISSEUR, depot, decor.stamp())

    def run(self):
        clock.offset += timedelta(minutes=20)
        return services.imports.work(self.travail.id, plenty)

    def see(self, constat, found):
        self.imported(constat, found)

    def imported(self, constat, found):
        etats = sorted(f["etat"] for id_, f in found.factures.items() if id_ not in self.factures)
        constat.expect("factures", etats, ["a_payer"] * (self.lignes - 1) + ["annulee"])
        fait = storage.travaux.find(self.travail.id)
        constat.expect("state", fait.etat, "termine")
        constat.expect("told", (fait.resume.creees, fait.resume.annulees), (self.lignes, 1))


class AnalyseImport(ApplyImport):
    """Read, and nothing of it is there yet."""

    calls = 6

    def stage(self):
        self.travail = self.deposit()

    def see(self, constat, found):
        constat.expect("factures", set(found.factures), set(self.factures))
        services.imports.confirm(REGISSEUR, self.travail.id)
        services.imports.work(self.travail.id, plenty)
        self.imported(constat, livres.check(constat, self.alentours.tresor))


def plenty():
    return 900.0


OPERATIONS_PAIEMENT = (
    AddToPanier,
    StartPaiement,
    NotifyPaiement,
    NotifyRefusal,
    FollowPaiement,
    PaidLate,
    PaidTwice,
    GiveBack,
    VerifyPending,
    Expire,
    CounterPayment,
    ApplyImport,
    AnalyseImport,
)
