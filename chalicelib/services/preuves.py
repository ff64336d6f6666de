"""Proving who one is: each try is in the store before the password is looked at (R16)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from chalicelib import clock, storage
from chalicelib.domain import identifiant as identifiants
from chalicelib.domain.errors import EcritureConcurrente, TropDEssais
from chalicelib.domain.essais import Essais
from chalicelib.domain.limites import Limite
from chalicelib.services import limites
from chalicelib.storage.identifiants import Acces

T = TypeVar("T")
Ecrire = Callable[[Acces, datetime], Callable[[], Acces]]
RELECTURES = 3
ATTENTE = 60
"""Seconds asked of who tries so fast that the count cannot follow."""
PERSONNE = ":inconnu"
"""Looked for instead of what nobody has: it costs the same. No identifiant has a colon, no compte such an id."""


def usager_key(identifiant: str) -> str:
    """No identifiant has a colon: an agent's name cannot be tried, nor even looked for, from a citizen's form."""
    return identifiants.normalise(identifiant).replace(":", "")


def agent_key(courriel: str) -> str:
    """Agents share the table of identifiants under a name that no citizen can have."""
    return f"agent:{identifiants.normalise(courriel)}"


def can_be(cle: str) -> bool:
    """Whether the store could hold it: what cannot is refused without asking."""
    return 0 < len(cle) <= identifiants.LONGUEUR_MAXIMALE


def begin(cle: str, limite: Limite, ip: str) -> Acces:
    """What is known of a name, the call being counted for its address. One round trip. Raises TropDEssais."""
    lus = storage.together(partial(limites.count, limite, ip), partial(storage.identifiants.get, cle))
    acces: Acces = lus[1]
    return acces


def count(acces: Acces, read: Callable[[str], T]) -> tuple[Acces, T]:
    """A try at the password: a hundred at once count as a hundred. `read` goes at the same time, on the subject.

    It reads as much for a name that nobody has. Raises TropDEssais.
    """

    def write(lu: Acces, now: datetime) -> Callable[[], Acces]:
        essais = (lu.essais or Essais()).one_more(now)
        return partial(storage.identifiants.count_try, lu, essais, now)

    return _count(acces, write, read)


def count_answer(acces: Acces, read: Callable[[str], T]) -> tuple[Acces, T]:
    """The same for the answer to the secret question (R21)."""

    def write(lu: Acces, now: datetime) -> Callable[[], Acces]:
        essais = (lu.essais_reponse or Essais()).one_more_answer(now)
        return partial(storage.identifiants.count_answer, lu, essais, now)

    return _count(acces, write, read)


def _count(acces: Acces, write: Ecrire, read: Callable[[str], T]) -> tuple[Acces, T]:
    for _ in range(RELECTURES):
        ecriture = write(acces, clock.now())
        try:
            compte, lu = storage.together(ecriture, partial(read, acces.sujet or PERSONNE))
        except EcritureConcurrente:
            acces = storage.identifiants.get(acces.identifiant)
        else:
            return compte, lu
    raise TropDEssais(ATTENTE)
