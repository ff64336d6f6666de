"""What a form is made of: étapes, champs, options, pièces. Data; the rules are in champs.py and conditions.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.conditions import Condition
from chalicelib.domain.jour import Jour


class TypeDeChamp(StrEnum):
    """What can be asked: a closed list."""

    TEXTE = "texte"
    TEXTE_LONG = "texte_long"
    NOMBRE = "nombre"
    DATE = "date"
    OUI_NON = "oui_non"
    CHOIX = "choix"
    CHOIX_MULTIPLE = "choix_multiple"
    COURRIEL = "courriel"
    TELEPHONE = "telephone"
    ADRESSE = "adresse"
    EXPLICATION = "explication"


LONGUEURS: Mapping[TypeDeChamp, int] = {TypeDeChamp.TEXTE: 120, TypeDeChamp.TEXTE_LONG: 2000}
"""By default, in characters."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers proposed."""

    valeur: str
    libelle: str

    def as_json(self) -> dict[str, object]:
        """As served."""
        return {"valeur": self.valeur, "libelle": self.libelle}


@dataclass(frozen=True, slots=True)
class Champ:
    """One question. What does not apply to its type keeps its default.

    `min`, `max`: integers of a nombre, days of a date. `prerempli`: where the compte holds the answer.
    `arret`: an explication which, once visible, closes the form: the request belongs elsewhere.
    """

    nom: str
    type: TypeDeChamp
    libelle: str
    aide: str = ""
    obligatoire: bool = True
    si: Condition | None = None
    options: tuple[Option, ...] = ()
    longueur_max: int = 0
    min: int | Jour | None = None
    max: int | Jour | None = None
    prerempli: str = ""
    arret: bool = False

    def libelle_of(self, valeur: str) -> str:
        """The words of an option; the value itself if the option is not there."""
        return next((option.libelle for option in self.options if option.valeur == valeur), valeur)

    def as_json(self) -> dict[str, object]:
        """As served; what does not apply is absent."""
        facultatifs = {
            "aide": self.aide,
            "si": self.si and self.si.as_json(),
            "options": [option.as_json() for option in self.options],
            "longueur_max": self.longueur_max,
            "prerempli": self.prerempli,
            "arret": self.arret,
        }
        bornes = {"min": self.min, "max": self.max}
        return {
            "nom": self.nom,
            "type": self.type.value,
            "libelle": self.libelle,
            **({} if self.type is TypeDeChamp.EXPLICATION else {"obligatoire": self.obligatoire}),
            **{cle: valeur for cle, valeur in facultatifs.items() if valeur},
            **{c: b.texte if isinstance(b, Jour) else b for c, b in bornes.items() if b is not None},
        }


@dataclass(frozen=True, slots=True)
class Etape:
    """One page of the form."""

    nom: str
    titre: str
    champs: tuple[Champ, ...]
    aide: str = ""
    si: Condition | None = None

    def as_json(self) -> dict[str, object]:
        """As served."""
        facultatifs = {"aide": self.aide, "si": self.si and self.si.as_json()}
        return {
            "nom": self.nom,
            "titre": self.titre,
            **{cle: valeur for cle, valeur in facultatifs.items() if valeur},
            "champs": [champ.as_json() for champ in self.champs],
        }


FORMATS = ("pdf", "jpeg", "png", "heic")
"""Of pièces."""


@dataclass(frozen=True, slots=True)
class PieceDemandee:
    """A pièce justificative to provide, as files or by post (R27)."""

    nom: str
    libelle: str
    aide: str = ""
    obligatoire: bool = True
    si: Condition | None = None
    formats: tuple[str, ...] = FORMATS
    taille_max_mo: int = 10
    nombre_max: int = 3

    def as_json(self) -> dict[str, object]:
        """As served."""
        facultatifs = {"aide": self.aide, "si": self.si and self.si.as_json()}
        return {
            "nom": self.nom,
            "libelle": self.libelle,
            "obligatoire": self.obligatoire,
            **{cle: valeur for cle, valeur in facultatifs.items() if valeur},
            "formats": list(self.formats),
            "taille_max_mo": self.taille_max_mo,
            "nombre_max": self.nombre_max,
        }
