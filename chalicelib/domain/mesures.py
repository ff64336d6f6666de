"""How long a démarche takes in truth, beside what is announced."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

RECUL = timedelta(days=90)
"""What is older says little of today."""
DECISIONS_MINIMUM = 5
"""Fewer would tell the delay of one neighbour."""
UN_JOUR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duree:
    """Of one demande, from its submission to the decision."""

    depose_le: datetime
    clos_le: datetime

    @property
    def jours(self) -> float:
        """Whole days and parts of a day."""
        return (self.clos_le - self.depose_le) / UN_JOUR


def usual_delay(durees: Sequence[Duree]) -> int | None:
    """The median, in days, rounded up: half of the demandes are decided within it. None when they are too few."""
    if len(durees) < DECISIONS_MINIMUM:
        return None
    return max(1, math.ceil(statistics.median(duree.jours for duree in durees)))
