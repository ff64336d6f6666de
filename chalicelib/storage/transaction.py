"""One conditional transaction per change: the change, its event, its mails and its line in the journal, or nothing."""

import random
import time
import uuid
from dataclasses import dataclass, field

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.errors import EcritureConcurrente, Indisponible
from chalicelib.storage.connexion import connexion

MAXIMUM = 100
"""DynamoDB's; emulators do not all enforce it."""
REPRISES = 5
"""After a TransactionConflict: somebody else's transaction held one of the items."""
EN_PANNE = {"ProvisionedThroughputExceeded", "ThrottlingError"}
"""Reasons to cancel a transaction that blame neither its conditions nor anybody else; botocore does not retry them."""


@dataclass(frozen=True, slots=True)
class Ecriture:
    """One write of a transaction; `nom` tells which condition failed."""

    nom: str
    item: Model
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Ajout(Ecriture):
    """Put."""

    ordre: int = field(default=1, init=False)

    def join(self, transaction: TransactWrite) -> None:
        """Adds itself."""
        transaction.save(self.item, condition=self.condition)


@dataclass(frozen=True, slots=True)
class Retrait(Ecriture):
    """Delete."""

    ordre: int = field(default=0, init=False)

    def join(self, transaction: TransactWrite) -> None:
        """Adds itself."""
        transaction.delete(self.item, condition=self.condition)


@dataclass(frozen=True, slots=True)
class MiseAJour(Ecriture):
    """Update."""

    actions: tuple[Action, ...] = ()
    ordre: int = field(default=2, init=False)

    def join(self, transaction: TransactWrite) -> None:
        """Adds itself."""
        transaction.update(self.item, actions=list(self.actions), condition=self.condition)


Operation = Ajout | Retrait | MiseAJour


class EcritureRefusee(EcritureConcurrente):
    """Some conditions did not hold: those named in `noms`."""

    def __init__(self, noms: frozenset[str]) -> None:
        self.noms = noms
        super().__init__()


def commit(*operations: Operation) -> None:
    """All or nothing. A lost answer is asked again by botocore with the same token, which DynamoDB applies once.

    Raises EcritureRefusee when a condition fails, EcritureConcurrente when conflicts do not end, Indisponible.
    """
    if len(operations) > MAXIMUM:
        message = f"{len(operations)} writes in one transaction"
        raise ValueError(message)
    for reprise in range(REPRISES):
        try:
            return _write(operations)
        except TransactWriteError as error:
            _explain(error, operations)
            time.sleep(random.uniform(0.005, 0.02) * 2**reprise)  # noqa: S311 (jitter is no secret)
    raise EcritureConcurrente


def _write(operations: tuple[Operation, ...]) -> None:
    with TransactWrite(connection=connexion, client_request_token=uuid.uuid4().hex) as transaction:
        for operation in operations:
            operation.join(transaction)


def _explain(error: TransactWriteError, operations: tuple[Operation, ...]) -> None:
    """Returns when trying again makes sense; raises what the failure means otherwise."""
    # PynamoDB sends deletes, then puts, then updates: reasons come back in that order.
    sent = sorted(operations, key=lambda operation: operation.ordre)
    codes = [reason.code if reason else "None" for reason in error.cancellation_reasons]
    refusees = frozenset(o.nom for o, code in zip(sent, codes, strict=False) if code == "ConditionalCheckFailed")
    if refusees:
        raise EcritureRefusee(refusees) from error
    if EN_PANNE & set(codes):
        raise Indisponible from error
    if "TransactionConflict" not in codes and error.cause_response_code != "TransactionInProgressException":
        raise error
