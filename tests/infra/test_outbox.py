import threading

from chalicelib.domain.errors import Indisponible
from infra.local.outbox import BATCH, Sender


class Outbox:
    """Mails that wait, and when somebody looked."""

    def __init__(self, waiting, failures=0):
        self.waiting = waiting
        self.failures = failures
        self.empty = threading.Event()

    def send_pending(self, limit):
        if self.failures:
            self.failures -= 1
            raise Indisponible
        sent = min(limit, self.waiting)
        self.waiting -= sent
        if not self.waiting:
            self.empty.set()
        return sent


def test_a_change_wakes_the_sender_at_once(monkeypatch):
    monkeypatch.setattr("infra.local.outbox.PERIOD", 60)
    outbox = Outbox(1)
    sender = Sender(outbox.send_pending)
    sender.start()
    sender.wake()
    assert outbox.empty.wait(5)


def test_more_than_a_batch_leaves_in_one_go(monkeypatch):
    monkeypatch.setattr("infra.local.outbox.PERIOD", 60)
    outbox = Outbox(2 * BATCH + 1)
    sender = Sender(outbox.send_pending)
    sender.start()
    sender.wake()
    assert outbox.empty.wait(5)


def test_a_failure_is_tried_again_without_being_asked(monkeypatch):
    monkeypatch.setattr("infra.local.outbox.PERIOD", 0.01)
    outbox = Outbox(1, failures=2)
    Sender(outbox.send_pending).start()
    assert outbox.empty.wait(5)
