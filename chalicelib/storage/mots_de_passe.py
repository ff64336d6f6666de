"""Changes of what proves who one is, for the transaction that also tells it: all are named « identifiant »."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.secours import Secours
from chalicelib.domain.session import Ouverture
from chalicelib.storage import ouvertures
from chalicelib.storage.identifiants import Acces, same_password, same_sessions
from chalicelib.storage.tables_acces import IdentifiantItem
from chalicelib.storage.transaction import MiseAJour


def change(acces: Acces, empreinte: str, seule: Ouverture) -> MiseAJour:
    """Another password: no mailed one is good any more, and one session is left.

    Refused when the password changed or a session opened since `acces` was read, which would be left out.
    """
    actions = (
        IdentifiantItem.mot_de_passe.set(empreinte),
        IdentifiantItem.secours.remove(),
        IdentifiantItem.essais.remove(),
        _only(seule),
    )
    return _update(acces, same_password(acces) & same_sessions(acces), actions)


def question(acces: Acces, code: str, empreinte: str) -> MiseAJour:
    """Another question, another answer. Refused when the password changed since it was verified."""
    actions = (IdentifiantItem.question.set(code), IdentifiantItem.reponse.set(empreinte))
    return _update(acces, same_password(acces), actions)


def rescue(acces: Acces, secours: Secours) -> MiseAJour:
    """A mailed password that may be used, instead of the one before; nothing else changes."""
    texte = msgspec.json.encode(secours).decode()
    return _update(acces, IdentifiantItem.sujet == acces.sujet, (IdentifiantItem.secours.set(texte),))


def use(acces: Acces, now: datetime, seule: Ouverture) -> MiseAJour:
    """The mailed password is spent and the old one forgotten. Refused when either was done, or a session opened."""
    texte = msgspec.json.encode(acces.secours).decode()
    actions = (
        IdentifiantItem.mot_de_passe.remove(),
        IdentifiantItem.secours.remove(),
        IdentifiantItem.essais.remove(),
        IdentifiantItem.connecte_le.set(now.isoformat()),
        _only(seule),
    )
    return _update(acces, (IdentifiantItem.secours == texte) & same_sessions(acces), actions)


def keep_only(acces: Acces, gardees: Iterable[Ouverture]) -> MiseAJour:
    """The others are closed by the same transaction. Refused when one opened meanwhile."""
    textes = set(map(ouvertures.as_text, gardees))
    action = IdentifiantItem.sessions.set(textes) if textes else IdentifiantItem.sessions.remove()
    return _update(acces, same_sessions(acces), (action,))


def _only(seule: Ouverture) -> Action:
    return IdentifiantItem.sessions.set({ouvertures.as_text(seule)})


def _update(acces: Acces, condition: Condition, actions: tuple[Action, ...]) -> MiseAJour:
    toujours = IdentifiantItem.sujet.exists() & condition
    return MiseAJour("identifiant", IdentifiantItem(acces.identifiant), toujours, actions)
