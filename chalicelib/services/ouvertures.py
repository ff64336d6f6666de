"""The sessions that somebody has open, and closing some of them."""

from collections.abc import Callable

from chalicelib import clock, storage
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.session import Ouverture, Session
from chalicelib.services.sessions import access
from chalicelib.storage.transaction import EcritureRefusee

RELECTURES = 3


def find(session: Session) -> tuple[Ouverture, ...]:
    """The latest first. Raises NonConnecte."""
    now = clock.now()
    ouvertes = (o for o in access(session.identifiant).sessions if now < o.expire_le)
    return tuple(sorted(ouvertes, key=lambda o: o.ouverte_le, reverse=True))


def close(session: Session, id: str) -> None:  # noqa: A002
    """One of them. Raises Introuvable."""
    if not _close(session, lambda ouverture: ouverture.id == id):
        raise Introuvable


def close_others(session: Session) -> None:
    """All but this one."""
    _close(session, lambda ouverture: ouverture.empreinte != session.empreinte)


def _close(session: Session, wanted: Callable[[Ouverture], bool]) -> int:
    """How many. Another one that opens meanwhile makes it read again. Raises EcritureConcurrente."""
    for reste in reversed(range(RELECTURES)):
        acces = access(session.identifiant)
        fermees = [o for o in acces.sessions if wanted(o)]
        gardees = [o for o in acces.sessions if o not in fermees]
        if not fermees:
            break
        try:
            retraits = (storage.sessions.removal(fermee.empreinte) for fermee in fermees)
            storage.commit(storage.mots_de_passe.keep_only(acces, gardees), *retraits)
        except EcritureRefusee:
            if not reste:
                raise
        else:
            return len(fermees)
    return 0
