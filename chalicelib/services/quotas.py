"""So many demandes a year for one association: counted with the demande itself, given back when it comes to nothing."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib import storage
from chalicelib.config import settings
from chalicelib.domain.demande import Demande
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.quota import Quota
from chalicelib.domain.transitions import Etat
from chalicelib.storage.transaction import EcritureRefusee, Operation

RENDENT = frozenset({Etat.REFUSE, Etat.ANNULE, Etat.SANS_SUITE})
"""Ends that leave the place to another."""


@dataclass(frozen=True, slots=True)
class Place:
    """One of a quota, as it is counted: `cle` does not say for whom."""

    quota: Quota
    cle: str
    expire_le: datetime


def take(definition: Definition, reponses: Mapping[str, object]) -> tuple[Operation, ...]:
    """For the transaction of the submission."""
    places = _places(definition, reponses)
    return tuple(storage.mesures.take(place.cle, place.quota.maximum, place.expire_le) for place in places)


def give_back(demande: Demande) -> tuple[Operation, ...]:
    """For the transaction of its last event; nothing unless that ends it without what was asked."""
    if demande.etat not in RENDENT:
        return ()
    definition = storage.definitions.get(demande.demarche, demande.definition)
    return tuple(storage.mesures.give_back(p.cle, p.expire_le) for p in _places(definition, demande.reponses))


def explain(refus: EcritureRefusee, definition: Definition, reponses: Mapping[str, object]) -> SaisieInvalide | None:
    """The quotas that are used up, under their champs; None when it was refused for something else."""
    erreurs = tuple(
        ErreurDeChamp(f"reponses.{place.quota.champ}", "quota", place.quota.message)
        for place in _places(definition, reponses)
        if place.cle in refus.noms
    )
    return SaisieInvalide(erreurs=erreurs) if erreurs else None


def _places(definition: Definition, reponses: Mapping[str, object]) -> Iterator[Place]:
    """None for a quota whose champ, or date, was not asked with these answers."""
    for quota in definition.quotas:
        valeur, jour = reponses.get(quota.champ), reponses.get(quota.date)
        if valeur is not None and isinstance(jour, str):
            annee = int(jour[:4])
            cle = f"QUOTA#{definition.slug}#{annee}#{_seal(quota, str(valeur))}"
            yield Place(quota, cle, datetime(annee + 2, 1, 1, tzinfo=UTC))


def _seal(quota: Quota, valeur: str) -> str:
    texte = f"quota/{quota.champ}/{quota.date}/{valeur.casefold()}"
    return hmac.new(settings().secret, texte.encode(), hashlib.sha256).hexdigest()
