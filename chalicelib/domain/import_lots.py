"""A long sequence, piece by piece."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def cut(elements: Sequence[T], taille: int) -> list[Sequence[T]]:
    """Pieces of `taille`, less for the last."""
    return [elements[debut : debut + taille] for debut in range(0, len(elements), taille)]
