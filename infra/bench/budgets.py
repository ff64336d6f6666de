"""What is measured, and what it may cost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Budget:
    """`trips` counts the session's.

    CPU in ms, None where nothing is promised: `app` of Python without password hashing, `store` of the engine.
    """

    trips: int
    rcu: float
    wcu: float
    app: float | None = None
    store: float | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """`prepare` gives, anew for each run, the requests that a page sends at once."""

    nom: str
    prepare: Callable[[], list[Event]]
    budget: Budget
