"""Places of birth suggested while a citizen types. A help, never a need: free text always works."""

from chalicelib import storage
from chalicelib.domain.lieux import Lieu, Pays


def search(saisie: str) -> tuple[Lieu, ...]:
    """The communes of France, of today and of yesterday, that `saisie` may mean."""
    return storage.lieux.search(saisie)


def countries() -> tuple[Pays, ...]:
    """The others, by name."""
    return storage.lieux.countries()
