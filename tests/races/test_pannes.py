"""Each call of each operation, each fault, then the same request again: nothing lost, nothing twice."""

from itertools import count

import pytest
from botocore.retries.standard import ExponentialBackoff

from chalicelib.domain.errors import Indisponible
from tests.races.courses import ROUNDS, Constat
from tests.races.operations import (
    OPERATIONS,
    AnswerQuestion,
    ChangePassword,
    Complete,
    CreateCompte,
    Decide,
    DecideCompte,
    LogIn,
    LogInWrongly,
    SendMail,
    Submit,
    SubmitWithoutCompte,
)
from tests.races.operations_compte import OPERATIONS_COMPTE, CloseCompte, SaveCompte
from tests.races.operations_fichiers import OPERATIONS_FICHIERS, PlaceFile, RefuseFile
from tests.races.operations_paiement import (
    OPERATIONS_PAIEMENT,
    AddToPanier,
    ApplyImport,
    CounterPayment,
    GiveBack,
    NotifyPaiement,
    PaidLate,
    PaidTwice,
    StartPaiement,
)
from tests.races.pannes import Mort, Panne, struck

pytestmark = pytest.mark.races
TOUTES = (*OPERATIONS, *OPERATIONS_COMPTE, *OPERATIONS_FICHIERS)
FAUTES = [("throttle", False), ("throttle", True), ("erreur_5xx", False), ("erreur_5xx", True), ("perdue", False)]
FAUTES += [("perdue", True), ("mort", False), ("conflit", False), ("conflit", True)]
DE_PAYFIP = [("insense", False)]
STRIKES = {"conflit": "TransactWriteItems", "insense": "PayFiP"}
"""What only these calls meet."""
COMPLETE = ROUNDS >= 100
"""In `make test-long` each call of a payment meets each fault; otherwise one of them, in turn."""
UNAVAILABLE, DEAD = 503, None


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """botocore tries again without its pauses, which last a second on average."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda _self, _context: 0)


@pytest.fixture
def trouble(portail, alentours):
    """What is wrong once a fault has struck each call of an operation in turn, and the same request came again."""

    def once(kind, panne):
        operation, constat = kind(portail, alentours), Constat()
        with struck(panne, alentours):
            first = outcome(operation)
        second = operation.run()
        constat.expect("the fault struck", panne.struck, True)
        constat.expect(f"first answer ({first}) is known", first in (*kind.done, UNAVAILABLE, DEAD), True)
        constat.expect(f"second answer ({second}) is known", second in kind.again, True)
        operation.check(constat, panne)
        return [f"{panne.faute} at {panne.point}: {violation}" for violation in constat.violations]

    def each(kind, faults_of):
        operation = kind(portail, alentours)
        with struck(Panne(), alentours) as witness:
            operation.run()
        assert len(witness.points) >= kind.calls, witness.points
        struck_at = [(faute, point, dure) for point in witness.points for faute, dure in faults_of(point)]
        return [violation for faute, point, dure in struck_at for violation in once(kind, Panne(faute, point, dure))]

    return each


def outcome(operation):
    """The status; none when the process died."""
    try:
        return operation.run()
    except Indisponible:  # of what no route carries
        return UNAVAILABLE
    except Mort:
        return DEAD


@pytest.mark.parametrize(("faute", "dure"), FAUTES)
@pytest.mark.parametrize("kind", TOUTES)
def test_a_fault_at_any_call_loses_and_doubles_nothing(trouble, kind, faute, dure):
    assert trouble(kind, lambda point: met_by(point, [(faute, dure)])) == []


@pytest.mark.parametrize("kind", OPERATIONS_PAIEMENT)
def test_no_fault_makes_the_books_wrong(trouble, kind):
    turn = count(OPERATIONS_PAIEMENT.index(kind))

    def faults_of(point):
        faults = met_by(point, FAUTES + DE_PAYFIP)
        return faults if COMPLETE else faults[next(turn) % len(faults) :][:1]

    assert trouble(kind, faults_of) == []


def met_by(point, faults):
    return [(faute, dure) for faute, dure in faults if point.startswith(STRIKES.get(faute, ""))]


# A submission with a file is not among them: the file, taken once, would still tell the second one.
DECIDED_BY = {
    CreateCompte: ("comptes", "identifiants", "cryptogrammes"),
    SubmitWithoutCompte: ("demandes", "cryptogrammes"),
}


@pytest.mark.parametrize("kind", DECIDED_BY)
def test_a_double_is_seen_when_the_conditions_are_taken_away(trouble, sabote, kind):
    with sabote(*DECIDED_BY[kind]):
        assert trouble(kind, lambda _point: [("mort", False)])


LOSSES = {
    CreateCompte: ("TransactWriteItems", ""),
    Submit: ("TransactWriteItems", ""),
    SubmitWithoutCompte: ("TransactWriteItems", ""),
    Decide: ("TransactWriteItems", ""),
    Complete: ("TransactWriteItems", ""),
    DecideCompte: ("TransactWriteItems", ""),
    LogIn: ("PutItem", "sessions"),
    LogInWrongly: ("UpdateItem", "identifiants"),
    ChangePassword: ("TransactWriteItems", ""),
    AnswerQuestion: ("TransactWriteItems", ""),
    SendMail: ("UpdateItem", "REMOVE"),
    SaveCompte: ("TransactWriteItems", ""),
    CloseCompte: ("TransactWriteItems", ""),
    PlaceFile: ("TransactWriteItems", ""),
    RefuseFile: ("TransactWriteItems", ""),
    AddToPanier: ("TransactWriteItems", ""),
    StartPaiement: ("TransactWriteItems", ""),
    NotifyPaiement: ("TransactWriteItems", ""),
    PaidLate: ("TransactWriteItems", ""),
    PaidTwice: ("TransactWriteItems", ""),
    GiveBack: ("TransactWriteItems", "remboursement"),
    CounterPayment: ("TransactWriteItems", ""),
    ApplyImport: ("TransactWriteItems", "NUMERO"),
}


@pytest.mark.parametrize("kind", LOSSES)
def test_a_loss_is_seen_when_writes_do_not_arrive(portail, alentours, oublie, kind):
    assert checked_after(kind(portail, alentours)) == []
    operation = kind(portail, alentours)
    with oublie(*LOSSES[kind]):
        assert checked_after(operation)


def checked_after(operation):
    """What is wrong once the operation was asked for, without any fault."""
    constat = Constat()
    operation.run()
    operation.check(constat, Panne())
    return constat.violations
