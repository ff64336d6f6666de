"""The one clock of the portal, so that a rehearsal can live tomorrow today."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

offset = timedelta(0)
"""Zero in production; the local portal moves it to try delays and expiries."""


def now() -> datetime:
    """Aware, UTC, whole seconds: what is stored and what is shown are the same instant."""
    return (datetime.now(UTC) + offset).replace(microsecond=0)


def today() -> date:
    """The date on the town hall's wall."""
    return now().astimezone(PARIS).date()
