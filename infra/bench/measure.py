"""One operation, measured: round trips, units, CPU, time."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from typing import Any

from argon2 import PasswordHasher

from infra.bench.budgets import Budget, Event, Operation
from infra.bench.store import Store
from infra.bench.visitor import Visitor
from infra.bench.wire import listening

DELAY = 0.015
"""Seconds; longer than the store takes to answer."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`trips` are those of the longest of the requests sent at once; units are those of all.

    Milliseconds of CPU: `app` of the application, PynamoDB and botocore, of which `client` is botocore's part;
    `hashing` of Argon2id, apart; `store` of the engine: each in the least disturbed tenth of the runs, since what else
    the machine does only ever adds. `wall` is the median time of the whole.
    """

    trips: int
    rcu: float
    wcu: float
    app: float
    client: float
    store: float
    hashing: float
    wall: float


@dataclass(frozen=True, slots=True)
class Measured:
    """An operation's cost, beside its budget."""

    nom: str
    budget: Budget
    cost: Cost

    @property
    def excess(self) -> list[str]:
        """Which figures exceed their budget."""
        cost, budget = asdict(self.cost), asdict(self.budget)
        return [name for name, most in budget.items() if most is not None and cost[name] > most]


def capacity(operation: Operation, visitor: Visitor, client: Any) -> tuple[int, float, float]:  # noqa: ANN401
    """Trips, read units, write units."""
    readings = []
    for event in operation.prepare():
        with listening(client, DELAY) as reading:
            _answer(visitor, event)
        readings.append(reading)
    return max(r.trips for r in readings), sum(r.rcu for r in readings), sum(r.wcu for r in readings)


def measure(operation: Operation, visitor: Visitor, store: Store, runs: int) -> Measured:
    """`runs` times after a first one that does not count."""
    trips, rcu, wcu = capacity(operation, visitor, store.client)
    timed = [_run(operation.prepare(), visitor, store) for _ in range(runs)]
    *cpu, wall = zip(*timed, strict=True)
    app, client, engine, hashing = (round(statistics.quantiles(column, n=10)[0], 2) for column in cpu)
    cost = Cost(trips, rcu, wcu, app, client, engine, hashing, round(statistics.median(wall), 2))
    return Measured(operation.nom, operation.budget, cost)


def _run(events: list[Event], visitor: Visitor, store: Store) -> tuple[float, float, float, float, float]:
    """`app`, `client`, `store`, `hashing` and `wall` of a Cost."""
    with listening(store.client) as reading, _hashing() as hashed:
        engine, cpu, began = store.cpu(), time.process_time(), time.perf_counter()
        for event in events:
            _answer(visitor, event)
        wall, cpu = (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000
        engine = store.cpu() - engine
    return cpu - sum(hashed), reading.cpu, engine, sum(hashed), wall


def _answer(visitor: Visitor, event: Event) -> None:
    answer = visitor.send(event)
    if answer["statusCode"] >= 400:  # noqa: PLR2004
        raise RuntimeError(str(answer["body"]))


@contextmanager
def _hashing() -> Iterator[list[float]]:
    """Milliseconds of CPU of each Argon2id hash computed in the block."""
    spent: list[float] = []

    def timed(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def run(*args: object, **kwargs: object) -> object:
            began = time.thread_time()
            try:
                return method(*args, **kwargs)
            finally:
                spent.append((time.thread_time() - began) * 1000)

        return run

    usual = {name: getattr(PasswordHasher, name) for name in ("hash", "verify")}
    for name, method in usual.items():
        setattr(PasswordHasher, name, timed(method))
    try:
        yield spent
    finally:
        for name, method in usual.items():
            setattr(PasswordHasher, name, method)
