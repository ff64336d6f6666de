"""What a check needs to know besides the answers: the day, its public holidays, the places that exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Contexte:
    """`feries`: the public holidays that a count of jours ouvrés leaves out, as the browser is given them.

    `lieu`: the name of a commune or of a country by its code, None for a code that nothing has; without it, codes are
    taken as they come, as the browser does.
    """

    today: date
    feries: frozenset[date] = frozenset()
    lieu: Callable[[str], str | None] | None = None
