"""Reading one table of a definition key by key: what is missing, of another type or unknown is said with its place."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

T = TypeVar("T")
V = TypeVar("V")


class DefinitionInvalide(ValueError):
    """For who writes definitions: `place` is where, as `etapes[1].champs[2].type`, indices from 0."""

    def __init__(self, place: str, message: str) -> None:
        self.place = place
        self.message = message
        super().__init__(f"{place}: {message}")


class Table:
    """A decoded TOML table. `close` refuses the keys that nobody read."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, Mapping):
            raise DefinitionInvalide(place, "a table is expected")
        self.data: Mapping[str, object] = data
        self.place = place
        self._lues: set[str] = set()

    def place_of(self, cle: str) -> str:
        """Path of a key from the top of the file."""
        return f"{self.place}.{cle}" if self.place else cle

    def refuse(self, cle: str, message: str) -> DefinitionInvalide:
        """To be raised."""
        return DefinitionInvalide(self.place_of(cle), message)

    def has(self, cle: str) -> bool:
        """Whether the key is written."""
        return cle in self.data

    def get(self, cle: str, kind: type[T]) -> T:
        """The value of a required key; a boolean is no integer."""
        self._lues.add(cle)
        if cle not in self.data:
            raise self.refuse(cle, "missing")
        valeur = self.data[cle]
        if type(valeur) is not kind:
            raise self.refuse(cle, f"{kind.__name__} expected, {type(valeur).__name__} found")
        return valeur

    def texte(self, cle: str, defaut: str | None = None) -> str:
        """Required unless `defaut`; never blank once written."""
        if defaut is not None and not self.has(cle):
            return defaut
        texte = self.get(cle, str)
        if not texte.strip():
            raise self.refuse(cle, "empty text")
        return texte

    def parmi(self, cle: str, valeurs: Collection[str], defaut: str | None = None) -> str:
        """A text of a closed list."""
        texte = self.texte(cle, defaut)
        if texte not in valeurs and texte != defaut:
            raise self.refuse(cle, f"{texte!r} is none of {', '.join(sorted(valeurs))}")
        return texte

    def booleen(self, cle: str, *, defaut: bool) -> bool:
        """`defaut` when the key is absent."""
        return self.get(cle, bool) if self.has(cle) else defaut

    def entier(self, cle: str, mini: int, maxi: int, defaut: int | None = None) -> int:
        """Within its limits, both included."""
        if defaut is not None and not self.has(cle):
            return defaut
        entier = self.get(cle, int)
        if not mini <= entier <= maxi:
            raise self.refuse(cle, f"{entier} is not between {mini} and {maxi}")
        return entier

    def valeurs(self, cle: str, read: Callable[[object, str], V]) -> tuple[V, ...]:
        """A list with something in it, each element read at its place."""
        elements = self.get(cle, list)
        if not elements:
            raise self.refuse(cle, "empty list")
        return tuple(read(element, f"{self.place_of(cle)}[{rang}]") for rang, element in enumerate(elements))

    def close(self) -> None:
        """Raise DefinitionInvalide on a key that was not read."""
        inconnues = sorted(self.data.keys() - self._lues)
        if inconnues:
            raise self.refuse(inconnues[0], "unknown key, or not for this type")


def unique(noms: list[tuple[str, str]]) -> None:
    """`noms`: (nom, place). Raises DefinitionInvalide at the second of two equal noms."""
    vus = set[str]()
    for nom, place in noms:
        if nom in vus:
            raise DefinitionInvalide(place, f"{nom!r} is already taken")
        vus.add(nom)
