"""`suite`: where the next page of a list begins, opaque to who carries it."""

import base64
import binascii

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.domain.errors import RequeteIllisible


def encode(rang: str) -> str:
    """Of the last element shown."""
    return base64.urlsafe_b64encode(rang.encode()).decode().rstrip("=")


def decode(suite: str) -> str:
    """Raises RequeteIllisible for what `encode` did not make."""
    try:
        return base64.b64decode(suite + "=" * (-len(suite) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise RequeteIllisible from error


def after(key: UnicodeAttribute, suite: str | None) -> Condition | None:
    """What follows in rising order; the whole list without `suite`."""
    return key.__gt__(decode(suite)) if suite else None


def before(key: UnicodeAttribute, suite: str | None) -> Condition | None:
    """What follows in falling order; the whole list without `suite`."""
    return key.__lt__(decode(suite)) if suite else None
