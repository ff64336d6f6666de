"""Wakes a function that a DynamoDB stream wakes on AWS: after each change, and every two seconds besides."""

import threading
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.errors import PortailError
from chalicelib.observability import describe, logger

PERIOD = 2.0
"""Seconds between two looks at what waits, when nothing wakes it."""
BATCH = 25


class Sender(threading.Thread):
    """`send_pending(limit)` does what waits and says how much it was; what fails waits for the next turn."""

    def __init__(self, send_pending: Callable[[int], int], name: str = "outbox", period: float | None = None) -> None:
        super().__init__(name=name, daemon=True)
        self._send_pending = send_pending
        self._period = period or PERIOD
        self._woken = threading.Event()

    def wake(self) -> None:
        """Something was just committed."""
        self._woken.set()

    def run(self) -> None:
        """Until the portal stops: what is interrupted half-way is taken again at the next start."""
        while True:
            self._woken.wait(self._period)
            self._woken.clear()
            self._drain()

    def _drain(self) -> None:
        try:
            while self._send_pending(BATCH) == BATCH:
                pass
        except (PortailError, PynamoDBException, BotoCoreError, ClientError) as error:
            logger.warning(self.name, extra={"erreur": describe(error)})
