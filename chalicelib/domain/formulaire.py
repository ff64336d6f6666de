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
    MONTANT = "montant"
    HEURE = "heure"
    LIEU_NAISSANCE = "lieu_naissance"
    IBAN = "iban"
    SIRET = "siret"
    RNA = "rna"
    ECOLE = "ecole"
    MEMBRE = "membre"
    GROUPE = "groupe"
    POINT = "point"
    CONSENTEMENT = "consentement"


LONGUEURS: Mapping[TypeDeChamp, int] = {TypeDeChamp.TEXTE: 120, TypeDeChamp.TEXTE_LONG: 2000, TypeDeChamp.ECOLE: 120}
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

    `min`, `max`: integers of a nombre, centimes of a montant, days of a date, HH:MM of an heure, entries of a groupe.
    `prerempli`: where the compte holds the answer. `lien`: whom of the foyer a membre offers.
    `arret`: an explication which, once visible, closes the form: the request belongs elsewhere.
    `champs`: those of each entry of a groupe; `libelle_un`: what one entry is called.
    """

    nom: str
    type: TypeDeChamp
    libelle: str
    aide: str = ""
    obligatoire: bool = True
    si: Condition | None = None
    options: tuple[Option, ...] = ()
    longueur_max: int = 0
    min: int | Jour | str | None = None
    max: int | Jour | str | None = None
    prerempli: str = ""
    arret: bool = False
    lien: str = ""
    libelle_un: str = ""
    champs: tuple["Champ", ...] = ()

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
            "lien": self.lien,
            "libelle_un": self.libelle_un,
            "champs": [champ.as_json() for champ in self.champs],
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
class ControleDEtape:
    """What the answers of an étape must not be together: wrong when `si` holds, told under `champ`."""

    si: Condition
    champ: str
    message: str

    def as_json(self) -> dict[str, object]:
        """As served."""
        return {"si": self.si.as_json(), "champ": self.champ, "message": self.message}


@dataclass(frozen=True, slots=True)
class Etape:
    """One page of the form. `controles` are looked at once its champs are read."""

    nom: str
    titre: str
    champs: tuple[Champ, ...]
    aide: str = ""
    si: Condition | None = None
    controles: tuple[ControleDEtape, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As served."""
        facultatifs = {"aide": self.aide, "si": self.si and self.si.as_json()}
        return {
            "nom": self.nom,
            "titre": self.titre,
            **{cle: valeur for cle, valeur in facultatifs.items() if valeur},
            "champs": [champ.as_json() for champ in self.champs],
            **({"controles": [controle.as_json() for controle in self.controles]} if self.controles else {}),
        }


FORMATS = ("pdf", "jpeg", "png", "heic")
"""Of pièces."""


@dataclass(frozen=True, slots=True)
class PieceDemandee:
    """A pièce justificative to provide, as files or by post (R27).

    `nature`, `validite_mois`: one of that nature, given before by the same compte, serves again that long (0: never).
    """

    nom: str
    libelle: str
    aide: str = ""
    obligatoire: bool = True
    si: Condition | None = None
    formats: tuple[str, ...] = FORMATS
    taille_max_mo: int = 10
    nombre_max: int = 3
    nature: str = ""
    validite_mois: int = 0

    def as_json(self) -> dict[str, object]:
        """As served."""
        facultatifs = {
            "aide": self.aide,
            "si": self.si and self.si.as_json(),
            "nature": self.nature,
            "validite_mois": self.validite_mois,
        }
        return {
            "nom": self.nom,
            "libelle": self.libelle,
            "obligatoire": self.obligatoire,
            **{cle: valeur for cle, valeur in facultatifs.items() if valeur},
            "formats": list(self.formats),
            "taille_max_mo": self.taille_max_mo,
            "nombre_max": self.nombre_max,
        }
