"""How often a page that waits may have PayFiP asked: it asks us every two seconds, PayFiP is no page of ours.

In the memory of the process, as a write at each look would cost more than what it spares.
"""

from datetime import datetime, timedelta

from chalicelib import clock

PAUSE = timedelta(seconds=5)
"""Between two questions about one paiement, in one process."""
RETENUS = 1000
"""Paiements remembered; the others may be asked about at once."""
_posees: dict[str, datetime] = {}


def is_due(paiement: str) -> bool:
    """Whether it may be asked about now; if so, not again before the pause is over."""
    now = clock.now()
    posee = _posees.get(paiement)
    if posee is not None and posee <= now < posee + PAUSE:
        return False
    if len(_posees) >= RETENUS:
        _posees.clear()
    _posees[paiement] = now
    return True


def forget() -> None:
    """What was asked, by a process whose PayFiP changes under it."""
    _posees.clear()
