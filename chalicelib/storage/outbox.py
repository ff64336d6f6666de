"""Mails at rest until they leave: committed with their cause, sent once, never lost."""

from datetime import datetime

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.conservation import COURRIELS_ABANDONNES
from chalicelib.domain.courriel import CONSERVATION, ESSAIS, PRISE, Courriel
from chalicelib.storage.tables import EnAttente, OutboxItem
from chalicelib.storage.transaction import Ajout

ATTENTE = "oui"
ABANDON = "abandon"
"""Of what failed too often: out of the queue, and still in the index for a person to find."""


def deposit(courriel: Courriel) -> Ajout:
    """For the transaction of what it announces."""
    item = OutboxItem(
        courriel.id,
        en_attente=ATTENTE,
        depose_le=courriel.depose_le.isoformat(),
        libre_le=(courriel.des or courriel.depose_le).isoformat(),
        modele=courriel.modele,
        destinataire=courriel.destinataire,
        variables=courriel.variables,
        compte=courriel.compte,
    )
    return Ajout("courriel", item, OutboxItem.id.does_not_exist())


def waiting(now: datetime, limit: int) -> list[str]:
    """Ids of what may be tried now, longest waiting first: what failed and pauses keeps nobody waiting."""
    pret = EnAttente.libre_le <= now.isoformat()
    return [item.id for item in OutboxItem.par_attente.query(ATTENTE, pret, limit=limit)]


def claim(id: str, now: datetime) -> Courriel | None:  # noqa: A002
    """The mail, held for a minute against other senders; None when it has left, is held, or failed too often.

    One that failed too often leaves the queue, where it would keep the others waiting.
    """
    libre = (OutboxItem.en_attente == ATTENTE) & (OutboxItem.libre_le <= now.isoformat())
    jusqu_a = OutboxItem.libre_le.set((now + PRISE).isoformat())
    item = _update_if(libre & (OutboxItem.essais < ESSAIS), id, jusqu_a, OutboxItem.essais.add(1))
    if item is None:
        fin = OutboxItem.expire_le.set(now + COURRIELS_ABANDONNES)
        _update_if(libre & (OutboxItem.essais >= ESSAIS), id, OutboxItem.en_attente.set(ABANDON), fin)
        return None
    depose_le = datetime.fromisoformat(item.depose_le)
    variables, essais = dict(item.variables), int(item.essais)
    return Courriel(id, item.modele, item.destinataire, variables, depose_le, essais, item.compte)


def _update_if(condition: Condition, id: str, *actions: Action) -> OutboxItem | None:  # noqa: A002
    """The mail as updated, None when the condition does not hold."""
    item = OutboxItem(id)
    try:
        item.update(list(actions), condition=condition)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return None
    return item


def postpone(courriel: Courriel, now: datetime) -> None:
    """The mail did not leave: nobody takes it before its pause is over."""
    libre_le = OutboxItem.libre_le.set((now + courriel.pause).isoformat())
    OutboxItem(courriel.id).update([libre_le], condition=OutboxItem.id.exists())


def hold(courriel: Courriel, jusqu_a: datetime) -> None:
    """Nobody else takes it meanwhile: what it carries is long to prepare."""
    OutboxItem(courriel.id).update([OutboxItem.libre_le.set(jusqu_a.isoformat())], condition=OutboxItem.id.exists())


def keep(courriel: Courriel, le: datetime) -> None:
    """Not now but from `le` on: the try that was begun does not count."""
    plus_tard = (OutboxItem.libre_le.set(le.isoformat()), OutboxItem.essais.set(courriel.essais - 1))
    OutboxItem(courriel.id).update(list(plus_tard), condition=OutboxItem.id.exists())


def sent(id: str, now: datetime) -> None:  # noqa: A002
    """Nothing of its content is kept; the line itself goes after thirty days."""
    parti: list[Action] = [
        OutboxItem.en_attente.remove(),
        OutboxItem.variables.set({}),
        OutboxItem.expire_le.set(now + CONSERVATION),
    ]
    OutboxItem(id).update(parti, condition=OutboxItem.id.exists())
