"""A list is read page by page."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

TAILLE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`suite` is where the next page begins, None on the last one."""

    elements: tuple[T, ...]
    suite: str | None = None
