"""When the families are told of their factures: at the issue, a week before the due date, then twice after it."""

from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain.facture import Emission


class Rappel(StrEnum):
    """What is to be told next; nothing when all was."""

    NOUVELLE = "nouvelle"
    A_PAYER = "a_payer"
    EN_RETARD = "en_retard"
    TOUJOURS_EN_RETARD = "toujours_en_retard"


ECARTS = {
    Rappel.A_PAYER: timedelta(days=-7),
    Rappel.EN_RETARD: timedelta(days=3),
    Rappel.TOUJOURS_EN_RETARD: timedelta(days=15),
}
"""From the due date, in the order in which they come."""


def first_day(emission: Emission, today: date) -> date:
    """Of the first mail: the day of issue, or today when that is over."""
    return max(emission.emise_le, today)


def due(rappel: Rappel, emission: Emission, today: date) -> Rappel | None:
    """What to tell today of a facture to be paid, whose turn `rappel` has come; the latest, when some nights were lost.

    None between the due date and the first mail that says it is over: asking to pay « before » makes no sense any more.
    """
    if rappel is Rappel.NOUVELLE:
        return rappel
    echus = [r for r in _from(rappel) if emission.echeance_le + ECARTS[r] <= today]
    return None if echus[-1:] == [Rappel.A_PAYER] and emission.echeance_le < today else (echus or [rappel])[-1]


def next_of(rappel: Rappel, emission: Emission, today: date) -> tuple[Rappel, date] | None:
    """What comes after `rappel`, told `today`: what should have been told already is passed over. None at the end."""
    jours = ((suivant, emission.echeance_le + ECARTS[suivant]) for suivant in _from(rappel)[1:])
    return next(((suivant, jour) for suivant, jour in jours if jour > today), None)


def _from(rappel: Rappel) -> list[Rappel]:
    return list(Rappel)[list(Rappel).index(rappel) :]
