"""Tries at a password: counted before the check, slowed after five failures, 25 a day at the most."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.domain.errors import TropDEssais

LIBRES = 5
"""Failures without a delay."""
PAR_JOUR = 25
REPONSES_PAR_JOUR = 5
JOUR = timedelta(hours=24)
PREMIER_DELAI = timedelta(minutes=1)
DELAI_MAXIMAL = timedelta(hours=1)
JAMAIS = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Essais:
    """Failures since the last success, and tries since the beginning of the present day's window."""

    echecs: int = 0
    dans_la_fenetre: int = 0
    debut: datetime = JAMAIS
    dernier: datetime = JAMAIS

    def one_more(self, now: datetime) -> "Essais":
        """The count with this try in it. Raises TropDEssais when it comes too early; such a try is not counted."""
        nouvelle = now >= self.debut + JOUR
        avant = 0 if nouvelle else self.dans_la_fenetre
        echecs = 0 if nouvelle else self.echecs
        libre_le = self.dernier + delay(echecs) if echecs >= LIBRES else JAMAIS
        if avant >= PAR_JOUR:
            libre_le = self.debut + JOUR
        if now < libre_le:
            raise TropDEssais(int((libre_le - now).total_seconds()))
        return Essais(echecs + 1, avant + 1, now if nouvelle else self.debut, now)

    def one_more_answer(self, now: datetime) -> "Essais":
        """The same for the answer to a secret question, which is easier to guess: five a day, right ones too (R21)."""
        nouvelle = now >= self.debut + JOUR
        avant = 0 if nouvelle else self.dans_la_fenetre
        if avant >= REPONSES_PAR_JOUR:
            raise TropDEssais(int((self.debut + JOUR - now).total_seconds()))
        return Essais(avant + 1, avant + 1, now if nouvelle else self.debut, now)


def delay(echecs: int) -> timedelta:
    """One minute after the fifth failure, then twice as much after each, an hour at the most."""
    return min(PREMIER_DELAI * (1 << min(echecs - LIBRES, 10)), DELAI_MAXIMAL)
