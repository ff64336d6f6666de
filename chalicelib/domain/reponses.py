"""Reading answers: by the nom of their champ, or by a path into one of them."""

from collections.abc import Mapping
from typing import TypeAlias

Reponses: TypeAlias = Mapping[str, object]


def read(reponses: Reponses, chemin: str) -> object:
    """`enfant`, or `enfant.naissance` for a part of it; None when there is none."""
    if chemin in reponses:
        return reponses[chemin]
    nom, _, partie = chemin.rpartition(".")
    entier = reponses.get(nom)
    return entier.get(partie) if isinstance(entier, Mapping) else None
