"""What the simulated PayFiP knows: one line per operation, on disk before it is answered, and the rules of time.

An idOp works once, for fifteen minutes; an abandon may become a success within two; without a choice the result is
not known (P5), and an operation whose page was never opened is forgotten after the night (P1).
"""

import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from chalicelib.clock import PARIS
from chalicelib.domain.paiement import REVIREMENT, VALIDITE
from chalicelib.domain.payfip import Resultat
from infra.local import kept

LISIBLE = timedelta(days=365)
"""Results are told during a year."""
FIN_DE_NUIT = time(6)
SUCCES = {Resultat.PAYE_CARTE, Resultat.PAYE_PRELEVEMENT}
SCHEMA = """
CREATE TABLE IF NOT EXISTS operations (
    idop TEXT PRIMARY KEY, champs TEXT NOT NULL, cree_le TEXT NOT NULL, ouvert_le TEXT NOT NULL DEFAULT '',
    resultat TEXT NOT NULL DEFAULT '', choisi_le TEXT NOT NULL DEFAULT '', numauto TEXT NOT NULL DEFAULT '')
"""
LIBELLES = {
    "A2": "L’adresse mél est incorrecte",
    "P1": "L’identifiant de l’opération (idOp) est inconnu",
    "P3": "Cette opération a déjà été utilisée",
    "P4": "L’opération a expiré : elle se paie dans les 15 minutes",
    "P5": "Le résultat de la transaction n’est pas encore connu",
    "R3": "La référence (REFDET) est incorrecte",
}


class Faute(Exception):
    """A FonctionnelleErreur."""

    def __init__(self, code: str, libelle: str = "") -> None:
        self.code = code
        self.libelle = libelle or LIBELLES.get(code, "La demande est refusée")
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Operation:
    """`champs` as announced; the instants are ISO 8601, "" when it has not happened."""

    idop: str
    champs: Mapping[str, str]
    cree_le: str
    ouvert_le: str
    resultat: str
    choisi_le: str
    numauto: str


@dataclass(frozen=True, slots=True)
class Operations:
    """`file` is a SQLite database of its own; `now` the portal's clock."""

    file: Path
    now: Callable[[], datetime]

    def prepare(self) -> None:
        """Once per start; keeps what is there."""
        kept.create(self.file, SCHEMA)

    def create(self, champs: Mapping[str, str]) -> str:
        """The new idOp; the fields have been checked."""
        idop = str(uuid.uuid4())
        with kept.opened(self.file) as base:
            ligne = (idop, json.dumps(champs), self.now().isoformat())
            base.execute("INSERT INTO operations (idop, champs, cree_le) VALUES (?, ?, ?)", ligne)
        return idop

    def find(self, idop: str) -> Operation:
        """Raises Faute P1, also for what the night or the year has taken."""
        with kept.opened(self.file) as base:
            colonnes = "idop, champs, cree_le, ouvert_le, resultat, choisi_le, numauto"
            ligne = base.execute(f"SELECT {colonnes} FROM operations WHERE idop = ?", (idop.lower(),)).fetchone()  # noqa: S608
        if ligne is None:
            raise Faute("P1")
        operation = Operation(ligne[0], json.loads(ligne[1]), *ligne[2:])
        if self._is_forgotten(operation):
            raise Faute("P1")
        return operation

    def settled(self, idop: str) -> Operation:
        """With its result. Raises Faute P1, P5."""
        operation = self.find(idop)
        if not operation.resultat:
            raise Faute("P5")
        return operation

    def open(self, idop: str) -> Operation:
        """As the payment page does. Raises Faute P1, P3, P4."""
        operation = self._usable(idop)
        with kept.opened(self.file) as base:
            base.execute(
                "UPDATE operations SET ouvert_le = ? WHERE idop = ? AND ouvert_le = ''",
                (self.now().isoformat(), operation.idop),
            )
        return operation

    def choose(self, idop: str, resultat: Resultat) -> Operation:
        """One choice, and after an abandon one success. Raises Faute P1, P3, P4."""
        operation = self._usable(idop)
        if operation.resultat and resultat not in SUCCES:
            raise Faute("P3")
        numauto = f"{secrets.randbelow(10**6):06d}" if resultat in SUCCES else ""
        maintenant = self.now().isoformat()
        with kept.opened(self.file) as base:
            changees = base.execute(
                "UPDATE operations SET resultat = ?, choisi_le = ?, numauto = ?, ouvert_le = IIF(ouvert_le = '', ?, "
                "ouvert_le) WHERE idop = ? AND resultat = ?",
                (resultat, maintenant, numauto, maintenant, operation.idop, operation.resultat),
            )
        if changees.rowcount == 0:
            raise Faute("P3")
        return self.find(idop)

    def _usable(self, idop: str) -> Operation:
        operation = self.find(idop)
        if operation.resultat == Resultat.ABANDON and self._age(operation.choisi_le) < REVIREMENT:
            return operation
        if operation.resultat:
            raise Faute("P3")
        if self._age(operation.cree_le) >= VALIDITE:
            raise Faute("P4")
        return operation

    def _is_forgotten(self, operation: Operation) -> bool:
        if operation.resultat:
            return self._age(operation.choisi_le) > LISIBLE
        lendemain = datetime.fromisoformat(operation.cree_le).astimezone(PARIS).date() + timedelta(days=1)
        return not operation.ouvert_le and self.now() >= datetime.combine(lendemain, FIN_DE_NUIT, PARIS)

    def _age(self, instant: str) -> timedelta:
        return self.now() - datetime.fromisoformat(instant)
