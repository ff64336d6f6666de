"""Wakes the outbox function, as a DynamoDB stream does on AWS: after each change, and every two seconds besides."""

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
    """`send_pending(limit)` sends what waits and says how many left; a mail that fails waits for the next turn."""

    def __init__(self, send_pending: Callable[[int], int]) -> None:
        super().__init__(name="outbox", daemon=True)
        self._send_pending = send_pending
        self._woken = threading.Event()

    def wake(self) -> None:
        """Something was just committed."""
        self._woken.set()

    def run(self) -> None:
        """Until the portal stops: a mail interrupted half-way is taken again at the next start."""
        while True:
            self._woken.wait(PERIOD)
            self._woken.clear()
            self._drain()

    def _drain(self) -> None:
        try:
            while self._send_pending(BATCH) == BATCH:
                pass
        except (PortailError, PynamoDBException, BotoCoreError, ClientError) as error:
            logger.warning("outbox", extra={"erreur": describe(error)})
