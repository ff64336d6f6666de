"""A file of the billing software as long as one may be: read, confirmed, applied, then deposited again."""

import os
import resource
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.import_texte import Format
from chalicelib.domain.import_travail import Travail
from chalicelib.domain.session import Agent
from chalicelib.services.imports import Depot
from infra import tables
from infra.bench.store import on_dynoxide
from infra.local import engines

REGIE = "ville"
AGENT = Agent("banc@valmont.example", "Banc", "d’essai", ("periscolaire",), ("regisseur",))
PAR_FACTURE = 1
"""Line: the most factures that a file may hold, hence the most to write."""
PAR_FAMILLE = 2
ENFANTS = ("Léo", "Zoé", "Hugo", "Ambre")
BUDGET = 180.0
"""Seconds of both stages: a fifth of the longest that a Lambda function lasts; beyond, it goes on in the next one."""
MEMOIRE = 300.0
"""MiB, for a function that is given 512."""


@dataclass(frozen=True, slots=True)
class Imported:
    """`analysis`, `application` and `again` in seconds; `peak` in MiB, of the whole process."""

    lines: int
    factures: int
    steps: int
    analysis: float
    application: float
    again: float
    peak: float

    @property
    def excess(self) -> list[str]:
        """What exceeds its budget."""
        lines = []
        if self.analysis + self.application > BUDGET:
            lines.append(f"import of {self.lines} lines: {self.analysis + self.application:.0f} s, budget {BUDGET:.0f}")
        if self.peak > MEMOIRE:
            lines.append(f"import of {self.lines} lines: {self.peak:.0f} MiB, budget {MEMOIRE:.0f}")
        return lines

    def as_line(self) -> str:
        """Of the notes under the table."""
        speed = self.lines / (self.analysis + self.application)
        return (
            f"- Import of {self.lines:,} lines ({self.factures:,} factures, {self.steps} transactions): "
            f"read in {self.analysis:.1f} s, applied in {self.application:.1f} s / {BUDGET:.0f} s of both "
            f"({speed:.0f} lines/s), the same file again in {self.again:.1f} s; "
            f"{self.peak:.0f} / {MEMOIRE:.0f} MiB at the peak"
        )


def measure(folder: Path, lines: int) -> Imported:
    """On engines of its own, whose files are in `folder`; first of all, since the peak is that of the process."""
    pieces = engines.start_pieces(folder)
    try:
        with on_dynoxide(folder):
            pieces.wait()
            os.environ["AWS_ENDPOINT_URL_S3"] = pieces.url
            tables.create_bucket(boto3.client("s3"))
            return _measure(lines)
    finally:
        pieces.stop()


def _measure(lines: int) -> Imported:
    octets = file(lines)
    analysis, travail = _timed(lambda: _analyse(octets))
    application, travail = _timed(lambda: _apply(travail))
    again, encore = _timed(lambda: _analyse(octets))
    if travail.resume.creees != travail.factures or encore.resume.identiques != travail.factures:
        raise RuntimeError(f"{travail.resume} then {encore.resume}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Imported(lines, travail.factures, travail.total, analysis, application, again, peak)


def file(lines: int) -> bytes:
    """In the format of the régie: several lines a facture, several factures a family."""
    format_ = _format()
    champs = list(format_.colonnes)
    rows = [format_.separateur.join(format_.heading(champ) for champ in champs)]
    rows += [format_.separateur.join(_row(rank).get(champ, "") for champ in champs) for rank in range(lines)]
    return "\r\n".join(rows).encode("cp1252")


def _row(rank: int) -> dict[str, str]:
    facture, prix = rank // PAR_FACTURE, 100 + rank % 700
    montant, jour = 12 * prix, clock.today()
    return {
        "numero": f"{jour.year}-{facture:06d}",
        "famille": f"F{facture // PAR_FAMILLE:06d}",
        "payeur": f"Mme Amélie DUPONT-LEFEBVRE {facture // PAR_FAMILLE}",
        "objet": "Restauration scolaire et accueil périscolaire",
        "periode": f"{jour:%m/%Y}",
        "emise_le": f"{jour:%d/%m/%Y}",
        "echeance_le": f"{jour:%d/%m/%Y}",
        "prestation": f"Repas, école élémentaire, tarif {rank % 7}",
        "concerne": ENFANTS[rank % len(ENFANTS)],
        "quantite": "12",
        "prix_unitaire": f"{prix // 100},{prix % 100:02}",
        "montant": f"{montant // 100},{montant % 100:02}",
    }


def _format() -> Format:
    imports = settings().commune.regies[REGIE].imports
    return Format(imports.separateur, imports.encodage, imports.colonnes)


def _analyse(octets: bytes) -> Travail:
    envoi = services.imports.prepare(AGENT, REGIE, "banc.csv", len(octets))
    storage.objets.write(envoi.cle, octets, "text/csv")
    depot = Depot(REGIE, envoi.cle, "banc.csv", _format())
    return _work(services.imports.create(AGENT, depot, Sceau(secrets.token_hex(32), "")).id)


def _apply(travail: Travail) -> Travail:
    services.imports.confirm(AGENT, travail.id)
    return _work(travail.id)


def _work(id: str) -> Travail:  # noqa: A002
    services.imports.work(id, lambda: 900.0)
    travail = storage.travaux.find(id)
    if travail is None:
        raise RuntimeError(id)
    return travail


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result
