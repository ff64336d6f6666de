"""Counters of what one address does, at rest: a key that says nothing of whom, and forgotten with its window."""

from datetime import datetime

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action

from chalicelib.storage.tables_acces import LimiteItem


def count(cle: str, maximum: int, expire_le: datetime) -> bool:
    """Counts one more; whether it was still allowed.

    An answer lost on the way counts twice: harmless here, and simpler than a set of requests.
    """
    actions: list[Action] = [LimiteItem.nombre.add(1), LimiteItem.expire_le.set(expire_le)]
    reste = LimiteItem.nombre.does_not_exist() | (LimiteItem.nombre < maximum)
    try:
        LimiteItem(cle).update(actions, condition=reste)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True
