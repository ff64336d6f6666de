"""What is wrong in a file of factures, line by line: one fault refuses the whole file."""

from dataclasses import dataclass, field

RETENUES = 500
"""Shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class FauteDeLigne:
    """`ligne` of the file, the heading being line 1; `champ` as the file names its column."""

    ligne: int
    champ: str
    detail: str


class FichierIllisible(ValueError):
    """Nothing can be read any further."""

    def __init__(self, ligne: int, champ: str, detail: str) -> None:
        self.faute = FauteDeLigne(ligne, champ, detail)
        super().__init__(detail)


class ValeurFausse(ValueError):
    """A cell that cannot be kept; its text says why, in French."""


@dataclass(slots=True)
class Fautes:
    """Those found so far, in the order of the file."""

    retenues: list[FauteDeLigne] = field(default_factory=list)
    total: int = 0

    def add(self, faute: FauteDeLigne) -> None:
        """Beyond RETENUES, only counted."""
        self.total += 1
        if len(self.retenues) < RETENUES:
            self.retenues.append(faute)
