"""Justificatifs already given: the compte that sent one may use it again while it holds (R27)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.demande import Fichier
from chalicelib.domain.jour import add_months


@dataclass(frozen=True, slots=True)
class Justificatif:
    """The latest of its nature that a compte gave: its files rest with the demande `numero`."""

    nature: str
    numero: str
    fichiers: tuple[Fichier, ...]
    fourni_le: date
    validite_mois: int

    @property
    def valable_jusqu_au(self) -> date:
        """By the rule of the démarche it was given for."""
        return self.until(self.validite_mois)

    def until(self, mois: int) -> date:
        """The last day on which it holds for a démarche that takes it for so many months."""
        return add_months(self.fourni_le, mois)
