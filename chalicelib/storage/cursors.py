"""`suite`: where the next page of a list begins, opaque to who carries it."""

import base64

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.domain.errors import RequeteIllisible

LONGUEUR_MAXIMALE = 100
"""Well above what `encode` is given, well under what a sort key may hold."""


def encode(rang: str) -> str:
    """Of the last element shown."""
    return base64.urlsafe_b64encode(rang.encode()).decode().rstrip("=")


def decode(suite: str) -> str:
    """Raises RequeteIllisible for what `encode` did not make."""
    try:
        rang = base64.b64decode(suite + "=" * (-len(suite) % 4), altchars=b"-_", validate=True).decode()
    except ValueError as error:
        raise RequeteIllisible from error
    if len(rang) > LONGUEUR_MAXIMALE:
        raise RequeteIllisible
    return rang


def after(key: UnicodeAttribute, suite: str | None) -> Condition | None:
    """What follows in rising order; the whole list without `suite`."""
    return key.__gt__(decode(suite)) if suite else None


def before(key: UnicodeAttribute, suite: str | None) -> Condition | None:
    """What follows in falling order; the whole list without `suite`."""
    return key.__lt__(decode(suite)) if suite else None
