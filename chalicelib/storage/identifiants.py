"""Identifiants at rest: what proves who one is, and the tries at it."""

from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action

from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.essais import JOUR, Essais
from chalicelib.storage.tables_acces import IdentifiantItem
from chalicelib.storage.transaction import Ajout


@dataclass(frozen=True, slots=True)
class Acces:
    """`sujet` is who it opens: a compte's id or an agent's courriel, None for a name that nobody has.

    `mot_de_passe` and `reponse` are Argon2id hashes.
    """

    identifiant: str
    sujet: str | None = None
    mot_de_passe: str | None = None
    question: str | None = None
    reponse: str | None = None
    essais: Essais | None = None


def get(identifiant: str) -> Acces:
    """A name that nobody has answers like another, without a subject."""
    try:
        item = IdentifiantItem.get(identifiant, consistent_read=True)
    except IdentifiantItem.DoesNotExist:
        return Acces(identifiant)
    essais = msgspec.json.decode(item.essais, type=Essais) if item.essais else None
    return Acces(identifiant, item.sujet, item.mot_de_passe, item.question, item.reponse, essais)


def creation(acces: Acces) -> Ajout:
    """Refused under the name « identifiant » when somebody has it; the tries at a name still free do not count."""
    item = IdentifiantItem(
        acces.identifiant,
        sujet=acces.sujet,
        mot_de_passe=acces.mot_de_passe,
        question=acces.question,
        reponse=acces.reponse,
    )
    return Ajout("identifiant", item, IdentifiantItem.sujet.does_not_exist())


def count_try(acces: Acces, essais: Essais, now: datetime) -> Acces:
    """Counts a try, only if nobody counted one since `acces` was read. Raises EcritureConcurrente otherwise."""
    item = IdentifiantItem(acces.identifiant)
    before = msgspec.json.encode(acces.essais).decode() if acces.essais else None
    unchanged = IdentifiantItem.essais == before if before else IdentifiantItem.essais.does_not_exist()
    actions: list[Action] = [IdentifiantItem.essais.set(msgspec.json.encode(essais).decode())]
    if acces.sujet is None:
        actions.append(IdentifiantItem.expire_le.set(now + JOUR))
        unchanged &= IdentifiantItem.sujet.does_not_exist()
    try:
        item.update(actions, condition=unchanged)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise EcritureConcurrente from error
    return replace(acces, essais=essais)


def reset_tries(acces: Acces) -> None:
    """After a success."""
    IdentifiantItem(acces.identifiant).update(
        [IdentifiantItem.essais.remove()], condition=IdentifiantItem.sujet.exists()
    )
