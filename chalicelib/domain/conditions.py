"""When a step, a champ or a pièce is asked for: a closed vocabulary, evaluated by Python and by the browser alike.

A condition reads the answers already kept. It is total: whatever the answers hold, it says yes or no. An answer that is
absent, hidden or refused is empty; nothing but `rempli = false` and `non` holds on it.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from chalicelib.domain.contexte import Contexte
from chalicelib.domain.heure import Heure
from chalicelib.domain.jour import Jour
from chalicelib.domain.reponses import Reponses, read

Attendu: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class Parmi:
    """`egal` is the same with one value. A multiple choice matches when one of the values is ticked."""

    champ: str
    valeurs: tuple[Attendu, ...]
    seul: bool = False
    """Written `egal`."""

    def holds(self, reponses: Reponses, _contexte: Contexte) -> bool:
        """Strict on types: 1 is not true."""
        reponse = read(reponses, self.champ)
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

    def holds(self, reponses: Reponses, _contexte: Contexte) -> bool:
        """Whether the answer's presence is the expected one."""
        return (read(reponses, self.champ) not in (None, "", [])) is self.rempli

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"champ": self.champ, "rempli": self.rempli}


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A date or an hour strictly before or after another; as they are kept, they compare as text."""

    champ: str
    sens: Literal["avant", "apres"]
    repere: Jour | Heure

    def holds(self, reponses: Reponses, contexte: Contexte) -> bool:
        """Whether the answer is on the expected side; false when either is empty."""
        reponse, repere = read(reponses, self.champ), self.repere.value(reponses, contexte)
        if not isinstance(reponse, str) or not reponse or repere is None:
            return False
        return reponse < repere if self.sens == "avant" else reponse > repere

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"champ": self.champ, self.sens: self.repere.texte}


@dataclass(frozen=True, slots=True)
class Ordre:
    """A number or an amount strictly above or under another one, fixed or answered."""

    champ: str
    sens: Literal["superieur", "inferieur"]
    repere: int | str
    """Amounts are in centimes; a text is the nom of a champ."""

    def holds(self, reponses: Reponses, _contexte: Contexte) -> bool:
        """Whether the answer is on the expected side; false when either is empty."""
        repere = read(reponses, self.repere) if isinstance(self.repere, str) else self.repere
        reponse = read(reponses, self.champ)
        if type(reponse) is not int or type(repere) is not int:
            return False
        return reponse > repere if self.sens == "superieur" else reponse < repere

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"champ": self.champ, self.sens: self.repere}


@dataclass(frozen=True, slots=True)
class Combinaison:
    """All of them, or at least one."""

    operateur: Literal["tous", "un"]
    conditions: tuple["Condition", ...]

    def holds(self, reponses: Reponses, contexte: Contexte) -> bool:
        """As its name says."""
        verifiees = (condition.holds(reponses, contexte) for condition in self.conditions)
        return all(verifiees) if self.operateur == "tous" else any(verifiees)

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {self.operateur: [condition.as_json() for condition in self.conditions]}


@dataclass(frozen=True, slots=True)
class Negation:
    """`non`."""

    condition: "Condition"

    def holds(self, reponses: Reponses, contexte: Contexte) -> bool:
        """The contrary."""
        return not self.condition.holds(reponses, contexte)

    def as_json(self) -> dict[str, object]:
        """As written in the definition."""
        return {"non": self.condition.as_json()}


Condition: TypeAlias = Parmi | Rempli | Comparaison | Ordre | Combinaison | Negation


def visible(condition: Condition | None, reponses: Reponses, contexte: Contexte) -> bool:
    """Nothing said is always."""
    return condition is None or condition.holds(reponses, contexte)
