"""When a step, a champ or a pièce is asked for: a closed vocabulary, evaluated by Python and by the browser alike.

A condition reads the answers already kept. It is total: whatever the answers hold, it says yes or no. An answer that is
absent, hidden or refused is empty; nothing but `rempli = false` and `non` holds on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from chalicelib.domain.jour import Jour

Attendu: TypeAlias = str | int | bool
Reponses: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Parmi:
    """`egal` is the same with one value. A multiple choice matches when one of the values is ticked."""

    champ: str
    valeurs: tuple[Attendu, ...]
    seul: bool = False
    """Written `egal`."""

    def holds(self, reponses: Reponses, _today: date) -> bool:
        """Strict on types: 1 is not true."""
        reponse = reponses.get(self.champ)
        reponses_du_champ = reponse if isinstance(reponse, list) else [reponse]
        return any(type(r) is type(v) and r == v for r in reponses_du_champ for v in self.valeurs)

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"champ": self.champ, **({"egal": self.valeurs[0]} if self.seul else {"parmi": list(self.valeurs)})}


@dataclass(frozen=True, slots=True)
class Rempli:
    """Answered or not; a « non » is an answer."""

    champ: str
    rempli: bool

    def holds(self, reponses: Reponses, _today: date) -> bool:
        """Whether the answer's presence is the expected one."""
        return (reponses.get(self.champ) not in (None, "", [])) is self.rempli

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"champ": self.champ, "rempli": self.rempli}


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A date strictly before or after another; ISO dates compare as text."""

    champ: str
    sens: Literal["avant", "apres"]
    jour: Jour

    def holds(self, reponses: Reponses, today: date) -> bool:
        """Whether the answer is on the expected side."""
        reponse, jour = reponses.get(self.champ), self.jour.on(today).isoformat()
        if not isinstance(reponse, str) or not reponse:
            return False
        return reponse < jour if self.sens == "avant" else reponse > jour

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"champ": self.champ, self.sens: self.jour.texte}


@dataclass(frozen=True, slots=True)
class Combinaison:
    """All of them, or at least one."""

    operateur: Literal["tous", "un"]
    conditions: tuple["Condition", ...]

    def holds(self, reponses: Reponses, today: date) -> bool:
        """As its name says."""
        verifiees = (condition.holds(reponses, today) for condition in self.conditions)
        return all(verifiees) if self.operateur == "tous" else any(verifiees)

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {self.operateur: [condition.as_json() for condition in self.conditions]}


@dataclass(frozen=True, slots=True)
class Negation:
    """`non`."""

    condition: "Condition"

    def holds(self, reponses: Reponses, today: date) -> bool:
        """The contrary."""
        return not self.condition.holds(reponses, today)

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"non": self.condition.as_json()}


Condition: TypeAlias = Parmi | Rempli | Comparaison | Combinaison | Negation


def visible(condition: Condition | None, reponses: Reponses, today: date) -> bool:
    """Nothing said is always."""
    return condition is None or condition.holds(reponses, today)
