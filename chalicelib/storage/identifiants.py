"""Identifiants at rest: what proves who one is, the tries at it, the sessions that it opened."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.essais import JOUR, Essais
from chalicelib.domain.secours import Secours
from chalicelib.domain.session import Ouverture
from chalicelib.storage import ouvertures
from chalicelib.storage.tables_acces import IdentifiantItem
from chalicelib.storage.transaction import Ajout, Retrait


@dataclass(frozen=True, slots=True)
class Acces:
    """`sujet` is who it opens: a compte's id or an agent's courriel, None for a name that nobody has.

    `mot_de_passe` and `reponse` are Argon2id hashes; `mot_de_passe` is None once a mailed one was used (R21).
    `sessions`: open ones, oldest first, and some that have expired since.
    """

    identifiant: str
    sujet: str | None = None
    mot_de_passe: str | None = None
    question: str | None = None
    reponse: str | None = None
    essais: Essais | None = None
    essais_reponse: Essais | None = None
    sessions: tuple[Ouverture, ...] = ()
    connecte_le: datetime | None = None
    secours: Secours | None = None


def get(identifiant: str) -> Acces:
    """A name that nobody has answers like another, without a subject."""
    try:
        item = IdentifiantItem.get(identifiant, consistent_read=True)
    except IdentifiantItem.DoesNotExist:
        return Acces(identifiant)
    return Acces(
        identifiant,
        item.sujet,
        item.mot_de_passe,
        item.question,
        item.reponse,
        _essais(item.essais),
        _essais(item.essais_reponse),
        ouvertures.from_texts(item.sessions),
        datetime.fromisoformat(item.connecte_le) if item.connecte_le else None,
        msgspec.json.decode(item.secours, type=Secours) if item.secours else None,
    )


def taken(identifiants: Iterable[str]) -> set[str]:
    """Those that somebody has, in one call; of at most a hundred. Not a promise: the creation is."""
    items = IdentifiantItem.batch_get(list(identifiants), attributes_to_get=["identifiant", "sujet"])
    return {item.identifiant for item in items if item.sujet}


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


def removal(acces: Acces) -> Retrait:
    """Refused under the name « identifiant » when the password changed or a session opened since it was read.

    The caller closes `acces.sessions` in the same transaction.
    """
    return Retrait("identifiant", IdentifiantItem(acces.identifiant), same_password(acces) & same_sessions(acces))


def same_password(acces: Acces) -> Condition:
    """The one that was verified is still the one."""
    condition: Condition = IdentifiantItem.sujet.exists()
    condition &= _is_still(IdentifiantItem.mot_de_passe, acces.mot_de_passe)
    return condition


def same_sessions(acces: Acces) -> Condition:
    """None was opened nor closed since."""
    liste = IdentifiantItem.sessions
    condition: Condition = (
        liste == set(map(ouvertures.as_text, acces.sessions)) if acces.sessions else liste.does_not_exist()
    )
    return condition


def count_try(acces: Acces, essais: Essais, now: datetime) -> Acces:
    """Counts a try at the password. Raises EcritureConcurrente when somebody counted one since `acces` was read."""
    _count(acces, IdentifiantItem.essais, acces.essais, essais, now)
    return replace(acces, essais=essais)


def count_answer(acces: Acces, essais: Essais, now: datetime) -> Acces:
    """The same for the answer to the secret question (R21)."""
    _count(acces, IdentifiantItem.essais_reponse, acces.essais_reponse, essais, now)
    return replace(acces, essais_reponse=essais)


def record(
    acces: Acces, gardees: Iterable[Ouverture], nouvelle: Ouverture, now: datetime, renouvelee: str | None = None
) -> None:
    """A login: the tries are forgotten, the session is listed among `gardees`. `renouvelee`: the password's new hash.

    Raises EcritureConcurrente when the password changed since it was verified. When another session was opened or
    closed meanwhile, or the answer to the first write was lost, the new one is added to what is there.
    """
    item, toujours = IdentifiantItem(acces.identifiant), same_password(acces)
    vu: list[Action] = [IdentifiantItem.essais.remove(), IdentifiantItem.connecte_le.set(now.isoformat())]
    hachage = [IdentifiantItem.mot_de_passe.set(renouvelee)] if renouvelee else []
    liste = IdentifiantItem.sessions.set(set(map(ouvertures.as_text, gardees)))
    if _update_if(item, toujours & same_sessions(acces), *vu, *hachage, liste):
        return
    if renouvelee:
        toujours |= IdentifiantItem.mot_de_passe == renouvelee
    if not _update_if(item, toujours, *vu, IdentifiantItem.sessions.add({ouvertures.as_text(nouvelle)})):
        raise EcritureConcurrente


def forget(identifiant: str, ouverture: Ouverture) -> None:
    """A session that was closed leaves the list."""
    moins = IdentifiantItem.sessions.delete({ouvertures.as_text(ouverture)})
    _update_if(IdentifiantItem(identifiant), IdentifiantItem.sujet.exists(), moins)


def reset_tries(acces: Acces) -> None:
    """After a success."""
    IdentifiantItem(acces.identifiant).update(
        [IdentifiantItem.essais.remove()], condition=IdentifiantItem.sujet.exists()
    )


def _count(acces: Acces, compteur: UnicodeAttribute, before: Essais | None, after: Essais, now: datetime) -> None:
    condition = _is_still(compteur, _as_text(before) if before else None)
    actions: list[Action] = [compteur.set(_as_text(after))]
    if acces.sujet is None:
        actions.append(IdentifiantItem.expire_le.set(now + JOUR))
        condition &= IdentifiantItem.sujet.does_not_exist()
    if not _update_if(IdentifiantItem(acces.identifiant), condition, *actions):
        raise EcritureConcurrente


def _update_if(item: IdentifiantItem, condition: Condition, *actions: Action) -> bool:
    """Whether the condition held."""
    try:
        item.update(list(actions), condition=condition)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True


def _is_still(attribut: UnicodeAttribute, valeur: str | None) -> Condition:
    return attribut.does_not_exist() if valeur is None else attribut == valeur


def _as_text(essais: Essais) -> str:
    """Short, with dates in seconds: the whole item fits in a write unit."""
    dates = (int(le.timestamp()) for le in (essais.debut, essais.dernier))
    return " ".join(map(str, (essais.echecs, essais.dans_la_fenetre, *dates)))


def _essais(texte: str | None) -> Essais | None:
    if texte is None:
        return None
    echecs, dans_la_fenetre, *dates = map(int, texte.split())
    return Essais(echecs, dans_la_fenetre, *(datetime.fromtimestamp(secondes, UTC) for secondes in dates))
