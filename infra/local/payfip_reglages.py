"""How the simulated PayFiP misbehaves, chosen at /_local/payfip/reglages; kept with its operations."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from infra.local import kept

SCHEMA = "CREATE TABLE IF NOT EXISTS reglages (seul INTEGER PRIMARY KEY CHECK (seul = 1), contenu TEXT NOT NULL)"
Panne = Literal[
    "aucune", "technique", "indisponible", "protocole", "code", "http", "charabia", "silence", "reponse_perdue"
]
"""`code`: a FonctionnelleErreur of the code chosen; `silence`: nothing is done, and the answer comes too late;
`reponse_perdue`: it is done, and the answer is an HTTP error."""
Operation = Literal["", "recupererDetailClient", "creerPaiementSecurise", "recupererDetailPaiementSecurise"]


class Reglages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is not said is as it should be. `retard_s` and `attente_s` in seconds.

    `montant` is what the detail claims, in centimes; `alteration` does the same to any field of the detail.
    `operation`: the only one that breaks down; "" for all three.
    """

    notification: Literal["normale", "aucune", "retard", "double"] = "normale"
    retard_s: float = 30
    champ: Literal["idop", "idOp"] = "idop"
    retour: Literal["GET", "POST"] = "GET"
    montant: int | None = None
    alteration: dict[str, str] = {}
    panne: Panne = "aucune"
    operation: Operation = ""
    code: str = "X9"
    attente_s: float = 20

    def panne_of(self, operation: str) -> Panne:
        """What befalls this call."""
        return self.panne if self.operation in {"", operation} else "aucune"

    def altered(self, champs: dict[str, str]) -> dict[str, str]:
        """The detail as it is told."""
        montant = {} if self.montant is None else {"montant": str(self.montant)}
        return {**champs, **self.alteration, **montant}


@dataclass(frozen=True, slots=True)
class Tableau:
    """The switches, in the SQLite file of the operations."""

    file: Path

    def prepare(self) -> None:
        """Once per start; keeps what is there."""
        kept.create(self.file, SCHEMA)

    def read(self) -> Reglages:
        """As last written."""
        with kept.opened(self.file) as base:
            ligne = base.execute("SELECT contenu FROM reglages").fetchone()
        return Reglages() if ligne is None else msgspec.json.decode(ligne[0], type=Reglages)

    def write(self, reglages: Reglages) -> None:
        """Instead of the former ones."""
        contenu = msgspec.json.encode(reglages).decode()
        with kept.opened(self.file) as base:
            base.execute("INSERT OR REPLACE INTO reglages (seul, contenu) VALUES (1, ?)", (contenu,))
