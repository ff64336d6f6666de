"""What the application's one DynamoDB client sends: when, for how many units, at what cost of CPU."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

READS = {"GetItem", "Query", "BatchGetItem", "TransactGetItems"}
BEGIN, END = "provide-client-params.dynamodb.*", "after-call.dynamodb.*"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `began` and `ended` in seconds of one clock; `units` as the store counts them; `cpu` in ms."""

    operation: str
    began: float
    ended: float
    units: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What one request of a browser cost the store."""

    calls: list[Call] = field(default_factory=list)

    @property
    def trips(self) -> int:
        """Calls one after the other; those that overlap in time are one."""
        trips, until = 0, 0.0
        for call in sorted(self.calls, key=lambda call: call.began):
            trips += call.began >= until
            until = max(until, call.ended)
        return trips

    @property
    def rcu(self) -> float:
        """Read capacity units."""
        return _sum(call.units for call in self.calls if call.operation in READS)

    @property
    def wcu(self) -> float:
        """Write capacity units, indexes included."""
        return _sum(call.units for call in self.calls if call.operation not in READS)

    @property
    def cpu(self) -> float:
        """Milliseconds spent by botocore: making, signing, sending, reading."""
        return _sum(call.cpu for call in self.calls)


def _sum(numbers: Iterable[float]) -> float:
    return round(sum(numbers), 3)


@contextmanager
def listening(client: Any, delay: float = 0.0) -> Iterator[Reading]:  # noqa: ANN401 (botocore's clients have no type)
    """Fills the reading while the block runs.

    `delay`, in seconds, holds each call back: calls that go out together are then seen together, however fast the store
    on this machine answers.
    """
    reading = Reading()

    def begin(params: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        context["began"], context["cpu"] = time.perf_counter(), time.thread_time()
        params.setdefault("ReturnConsumedCapacity", "TOTAL")
        time.sleep(delay)

    def end(model: Any, parsed: dict[str, Any], context: dict[str, Any], **_: object) -> None:  # noqa: ANN401
        cpu = (time.thread_time() - context["cpu"]) * 1000
        reading.calls.append(Call(model.name, context["began"], time.perf_counter(), _units(parsed), cpu))

    client.meta.events.register(BEGIN, begin)
    client.meta.events.register(END, end)
    try:
        yield reading
    finally:
        client.meta.events.unregister(BEGIN, begin)
        client.meta.events.unregister(END, end)


def _units(answer: dict[str, Any]) -> float:
    """A transaction answers one figure per table; what the condition refused answers none."""
    consumed = answer.get("ConsumedCapacity", [])
    tables = consumed if isinstance(consumed, list) else [consumed]
    return sum(float(table["CapacityUnits"]) for table in tables)
