"""The same operations on a small portal and on a large one."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chalice.app import Chalice

from chalicelib import storage
from infra.bench import bulk
from infra.bench.measure import Measured
from infra.bench.measure import measure as measure_one
from infra.bench.operations import Scene
from infra.bench.payfip import on_payfip
from infra.bench.store import Store, on_dynoxide


@dataclass(frozen=True, slots=True)
class Sized:
    """All operations, with `size` comptes and as many demandes of other citizens. `filling` in seconds."""

    size: int
    filling: float
    measured: list[Measured]


def measure(app: Chalice, folder: Path, sizes: Iterable[int], runs: int) -> list[Sized]:
    """From the smallest to the largest, in one store that grows."""
    with on_dynoxide(folder) as store, on_payfip(folder) as banque:
        scene, done, sized = Scene(app, banque), 0, []
        for size in sorted(sizes):
            began = time.perf_counter()
            _fill(store, scene, range(done, size))
            filling, done = round(time.perf_counter() - began, 1), size
            measured = [measure_one(operation, scene.usager, store, runs) for operation in scene.operations()]
            sized.append(Sized(size, filling, measured))
        return sized


def _fill(store: Store, scene: Scene, ranks: range) -> None:
    acces = storage.identifiants.get(scene.identifiant)
    compte, demande = storage.comptes.get(str(acces.sujet)), storage.demandes.get(scene.numeros[0])
    bulk.add(store.engine.port, compte, acces, demande, ranks)
