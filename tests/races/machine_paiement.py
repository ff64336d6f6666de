"""Panier and payment beside their model: people, agents, PayFiP and the clock do anything, in any order.

Two comptes of one famille and one of another, two régies. After each step the store says what the model says, and the
books are right. The clock stands still between the steps: it moves when it is told to.
"""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chalicelib import clock, services
from chalicelib.domain.errors import PortailError
from chalicelib.services import cadence
from tests.races import decor, decor_paiement, livres
from tests.races.courses import Constat
from tests.races.modele_paiement import A_PAYER, FAUX, OK, Facture, Modele

RANG = st.integers(0, 9999)
"""Which one, among those that there are."""
DELAIS = (timedelta(seconds=50), timedelta(minutes=3), timedelta(minutes=16), timedelta(hours=9), timedelta(hours=25))
RESULTATS = "PVARZ"
DEBUT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Fixe(datetime):
    """A clock that only moves when it is told to."""

    @classmethod
    def now(cls, tz=None):
        return DEBUT.astimezone(tz)


@contextmanager
def time_stands_still():
    """But for `clock.offset`."""
    before, clock.datetime = clock.datetime, Fixe
    try:
        yield
    finally:
        clock.datetime = before


class MachinePaiement(RuleBasedStateMachine):
    """`tresor`: PayFiP, given by the test that runs it; `steps` are counted, and states `seen`, over every run."""

    tresor = None
    steps, seen = 0, frozenset()

    @initialize()
    def begin(self):
        decor.empty()
        clock.offset = timedelta(0)
        self.tresor.operations.clear()
        familles = ("1001", "1001", "2002")
        self.comptes = [decor_paiement.membre(famille) for famille in familles]
        self.modele = Modele(dict(zip(self.comptes, familles, strict=True)))
        for famille, regie in (("1001", "ville"), ("1001", "ville"), ("2002", "ville"), ("1001", "ccas")):
            self.issue(famille, regie)

    def issue(self, famille, regie):
        montant = 1000 + 137 * len(self.modele.factures)
        id_ = decor_paiement.facture(montant, regie, famille)
        self.modele.factures[id_] = Facture(regie, famille, montant)

    @precondition(lambda self: len(self.modele.factures) < 12)
    @rule(famille=st.sampled_from(("1001", "1001", "2002")), regie=st.sampled_from(("ville", "ville", "ccas")))
    def one_more_facture(self, famille, regie):
        self.issue(famille, regie)

    @rule(qui=RANG, quoi=RANG)
    def add(self, qui, quoi):
        compte, facture = self.pick(qui, self.comptes), self.pick(quoi, self.modele.factures)
        same(outcome(services.paniers.add, compte, facture), self.modele.add(compte, facture))

    @rule(qui=RANG, quoi=RANG)
    def remove(self, qui, quoi):
        compte = self.pick(qui, self.comptes)
        facture = self.pick(quoi, self.modele.paniers[compte].lignes or self.modele.factures)
        same(outcome(services.paniers.remove, compte, facture), self.modele.remove(compte, facture))

    @rule(qui=RANG)
    def look(self, qui):
        """At the panier: what left it by itself is told."""
        compte = self.pick(qui, self.comptes)
        before = self.modele.released(compte)
        vue = services.paniers.read(compte)
        lignes, paiement = self.modele.look(compte)
        same([ligne.facture for ligne in vue.panier.lignes], lignes)
        same(vue.paiement.id if vue.paiement else "", paiement)
        assert len(vue.panier.retirees) >= len(before) - len(lignes)

    @rule(qui=RANG)
    def empty(self, qui):
        compte = self.pick(qui, self.comptes)
        same(outcome(services.paniers.empty, compte), self.modele.remove(compte))

    @rule(qui=RANG)
    def start(self, qui):
        self.pay(self.pick(qui, self.comptes))

    @rule(qui=RANG, combien=st.integers(1, 3))
    def fill_and_start(self, qui, combien):
        compte = self.pick(qui, self.comptes)
        for facture in self.payable(compte)[:combien]:
            same(outcome(services.paniers.add, compte, facture), self.modele.add(compte, facture))
        self.pay(compte)

    @rule(qui=RANG, combien=st.integers(1, 3), resultat=st.sampled_from(RESULTATS))
    def pay_from_end_to_end(self, qui, combien, resultat):
        self.fill_and_start(qui, combien)
        for idop, paiement in self.modele.paiements.items():
            if paiement.etat == "initie" and not self.tresor.operations[idop].resultats:
                self.tresor.choose(idop, resultat)
                services.paiements.notify(idop)
                self.learn(idop)

    @precondition(lambda self: self.free())
    @rule(lequel=RANG)
    def succeed_late(self, lequel):
        """Of those that the portal gave up."""
        idop = self.pick(lequel, self.free())
        self.tresor.choose(idop, "P")
        services.paiements.notify(idop)
        self.learn(idop)

    @precondition(lambda self: self.modele.paiements)
    @rule(lequel=RANG, resultat=st.sampled_from(RESULTATS))
    def choose(self, lequel, resultat):
        """On the page, or by the bank long after; what is charged stays charged."""
        attendus = [idop for idop, paiement in self.modele.paiements.items() if paiement.attend]
        operation = self.tresor.operations[self.pick(lequel, attendus or self.modele.paiements)]
        if not operation.encaissee:
            operation.ouverte = True
            operation.resultats.append(resultat)

    @precondition(lambda self: self.modele.paiements)
    @rule(
        lequel=RANG,
        faux=st.sampled_from(({}, {}, {}, {"montant": "1"}, {"numcli": "999999"}, {"refdet": "V26AAAAAAAA"})),
    )
    def tell_of_another(self, lequel, faux):
        """Or of it again."""
        self.tresor.operations[self.pick(lequel, self.modele.paiements)].faux = faux

    @precondition(lambda self: self.modele.paiements)
    @rule(lequel=RANG)
    def open_the_page(self, lequel):
        self.tresor.open(self.pick(lequel, self.modele.paiements))

    @precondition(lambda self: self.modele.paiements)
    @rule(lequel=RANG)
    def notify(self, lequel):
        idop = self.pick(lequel, self.modele.paiements)
        services.paiements.notify(idop)
        self.learn(idop)

    @precondition(lambda self: self.modele.paiements)
    @rule(lequel=RANG)
    def follow(self, lequel):
        idop = self.pick(lequel, self.modele.paiements)
        cadence.forget()
        services.paiements.follow(self.modele.paiements[idop].compte, idop)
        if self.modele.paiements[idop].attend:
            self.learn(idop)

    @rule()
    def verify(self):
        decor_paiement.sweep()
        for idop, paiement in self.modele.paiements.items():
            if paiement.attend:
                self.learn(idop)

    @rule(delai=st.sampled_from(DELAIS))
    def wait(self, delai):
        clock.offset += delai

    @rule(autre=st.booleans())
    def a_day_later(self, autre):
        """Nobody chose anything, or PayFiP forgot that it was asked."""
        for idop, operation in self.tresor.operations.items():
            if autre and idop in self.modele.paiements:
                operation.ouverte = True
        self.wait(timedelta(hours=25))
        self.verify()

    @rule(quoi=RANG)
    def pay_at_the_counter(self, quoi):
        facture = self.pick(quoi, self.tried() or self.modele.factures)
        same(outcome(decor_paiement.pay_at_the_counter, facture), self.modele.counter(facture))

    @rule(quoi=RANG)
    def cancel(self, quoi):
        facture = self.pick(quoi, self.modele.factures)
        same(outcome(decor_paiement.cancel, facture) == OK, self.modele.cancel(facture) == OK)

    @invariant()
    def the_store_says_what_the_model_says(self):
        if not hasattr(self, "modele"):
            return
        type(self).steps += 1
        type(self).seen |= {(p.etat, p.libere, p.anomalie) for p in self.modele.paiements.values()}
        constat = Constat()
        found = livres.check(constat, self.tresor)
        for id_, facture in self.modele.factures.items():
            rest = found.factures[id_]
            constat.expect(f"facture {id_}", rest["etat"], facture.etat)
            if facture.par:
                constat.expect(f"payment of {id_}", rest["paiement"], facture.par)
        for idop, paiement in self.modele.paiements.items():
            rest = found.paiements[idop]
            told = (rest["etat"], rest["libere"], rest["anomalie"], bool(rest["quittance"]))
            expected = (paiement.etat, paiement.libere, paiement.anomalie, paiement.confirme)
            constat.expect(f"payment {idop}", told, expected)
        for compte in self.comptes:
            rest, panier = found.paniers.get(compte, {"lignes": [], "paiement": ""}), self.modele.paniers[compte]
            told = [ligne["facture"] for ligne in rest["lignes"]], rest["paiement"] or ""
            constat.expect(f"panier of {compte}", told, (panier.lignes, panier.paiement))
        assert not constat.violations, constat.violations

    def pay(self, compte):
        expected = self.modele.start(compte, clock.now())
        before = set(self.tresor.operations)
        try:
            begun = decor_paiement.start(compte)
        except PortailError as error:
            same(type(error).__name__, expected)
            return
        if expected == OK:
            assert begun.id not in before
            self.modele.begun(compte, begun.id, clock.now())
        else:
            same(begun.id, expected)

    def learn(self, idop):
        operation = self.tresor.operations[idop]
        code = self.tresor.unknown(idop) or (FAUX if operation.faux else operation.resultats[-1])
        self.modele.learn(idop, code, clock.now())

    def payable(self, compte):
        famille = self.modele.comptes[compte]
        return [id_ for id_, f in self.modele.factures.items() if (f.famille, f.etat) == (famille, A_PAYER)]

    def tried(self):
        """Factures of payments given up that are still to be paid."""
        voulues = {id_ for idop in self.free() for id_ in self.modele.paiements[idop].factures}
        return [id_ for id_ in sorted(voulues) if self.modele.factures[id_].etat == A_PAYER]

    def free(self):
        """Payments given up, and that may yet succeed."""
        return [idop for idop, paiement in self.modele.paiements.items() if paiement.libere and paiement.etat != "paye"]

    @staticmethod
    def pick(rang, among):
        among = list(among)
        return among[rang % len(among)]


def outcome(act, *what):
    """OK, or the name of the refusal."""
    try:
        act(*what)
    except PortailError as error:
        return type(error).__name__
    return OK


def same(found, expected):
    """Said with both: asserts are not rewritten here."""
    assert found == expected, f"{found}, expected {expected}"
