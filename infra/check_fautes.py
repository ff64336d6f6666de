"""A mistake in a file that people write, with its place; and the French of what the readers of these files say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

GENRES: Mapping[str, str] = {
    "str": "un texte entre guillemets",
    "int": "un nombre entier",
    "bool": "true ou false, sans guillemets",
    "list": "une liste entre [ ]",
    "dict": "une table entre { }",
    "array": "une liste entre [ ]",
    "object": "une table",
}
"""What a reader expects, by the name that it gives it."""
PHRASES: tuple[tuple[str, str], ...] = (
    (r"missing", "il manque cette clé. Ajoutez-la"),
    (r"Object missing required field `(.+?)`.*", "il manque la clé « {0} ». Ajoutez-la"),
    (r"unknown key, or not for this type", "cette clé n’existe pas ici. Corrigez son nom, ou supprimez-la"),
    (r"empty text", "le texte est vide. Écrivez-le, ou supprimez la clé"),
    (r"empty list", "la liste est vide. Écrivez au moins un élément"),
    (r"'(.*)' is none of (.*)", "« {0} » n’est pas possible. Choisissez parmi : {1}"),
    (r"'(.*)' is already taken", "« {0} » est déjà pris. Choisissez un autre nom"),
    (r"'(.*)' does not match .*", "« {0} » n’est pas un nom. Écrivez des minuscules sans accent, des chiffres et _"),
    (
        r"no champ '(.*)' before this place",
        "aucun champ « {0} » n’est demandé avant. Corrigez le nom, ou déplacez le champ",
    ),
    (r"'(.*)' is no option of '(.*)'", "« {0} » n’est pas une option de « {1} ». Recopiez la « valeur » d’une option"),
    (r"(.*) cannot be an answer to '(.*)' \((.*)\)", "{0} ne peut pas être une réponse à « {1} », de type {2}"),
    (r"(\S+) is not between (\S+) and (\S+)", "{0} n’est pas permis. Écrivez un nombre de {1} à {2}"),
    (r"(\w+) expected, \w+ found", "écrivez {genre}"),
    (r"Expected `(\w+)(?: \| null)?`, got .*", "écrivez {genre}"),
    (r"min is greater than max", "min dépasse max. Échangez-les"),
    (r"exactly one of (.*) is expected", "une condition a un seul opérateur, parmi : {0}"),
    (
        r"not a date as .*: '(.*)'",
        "« {0} » n’est pas une date. Écrivez 2027-09-01, aujourdhui+10jours ou debut+90jours",
    ),
    (r"'(.*)' is no hour as HH:MM.*", "« {0} » n’est pas une heure. Écrivez par exemple 09:30"),
    (r"not a date, nor .*: '(.*)'", "« {0} » n’est ni une date, ni un champ date demandé avant. Corrigez le nom"),
    (r"'(.*)' is no champ that can stand here", "« {0} » n’est pas un champ qui convient ici. Corrigez le nom"),
    (r"nobody has a foyer without a compte.*", "sans compte, il n’y a pas de foyer. Mettez compte_requis = true"),
    (r"a nature other than .*", "validite_mois demande une « nature » autre que « autre ». Ajoutez-la"),
    (r"'(.*)' is kept for .*", "« {0} » est réservé aux documents que l’usager ajoute. Choisissez un autre nom"),
    (r"a groupe holds no (.*)", "un groupe ne contient pas de champ {0}. Placez-le hors du groupe"),
    (r"a groupe asks .*", "un groupe pose au moins une question. Ajoutez un champ qui n’est pas une explication"),
    (
        r"'(.*)' is no date and no heure",
        "« {0} » n’est ni une date ni une heure. avant et apres ne comparent que celles-ci",
    ),
    (
        r"'(.*)' is no nombre and no montant",
        "« {0} » n’est ni un nombre ni un montant. superieur et inferieur les comparent",
    ),
    (r"'(.*)' is no (.*)", "« {0} » n’est pas un champ {1}. Comparez deux champs du même type"),
    (r"an amount in centimes .*", "un montant s’écrit en centimes, sans signe : 12,50 € est 1250"),
    (r"an explication has no answer", "une explication n’a pas de réponse. Nommez une question"),
    (r"(.*) cannot fill a champ (.*)", "« {0} » ne peut pas préremplir un champ {1}. Choisissez une autre source"),
    (r"a table is expected", "écrivez une table entre {{ }}"),
)
"""What is said to engineers, and the same with what to do, for an agent of the mairie."""


@dataclass(frozen=True, slots=True)
class Faute:
    """`cle` is where in the file, as `etapes[1].titre`; "" for the whole file. `message` says what to do."""

    fichier: Path
    ligne: int
    cle: str
    message: str

    def describe(self, racine: Path) -> str:
        """`infra/communes/x.toml:12 : …`, the file as seen from `racine`."""
        ou = self.fichier.relative_to(racine).as_posix()
        cle = f"{self.cle}\u00a0: " if self.cle else ""
        return f"{ou}:{self.ligne}\u00a0: {cle}{self.message.removesuffix('.')}."


def in_french(message: str) -> str:
    """The sentence for an agent; the reader's own words when there is none."""
    for motif, phrase in PHRASES:
        if trouve := re.fullmatch(motif, message, re.DOTALL):
            return _typeset(phrase.format(*trouve.groups(), genre=GENRES.get((*trouve.groups(), "")[0], "")))
    return message


def line_of(texte: str, motif: str) -> int:
    """Of the first line that begins so; 1 when none does."""
    numerotees = enumerate(texte.splitlines(), start=1)
    return next((numero for numero, ligne in numerotees if re.match(rf"\s*(?:{motif})", ligne)), 1)


def _typeset(phrase: str) -> str:
    return re.sub(r" (?=[:»])", "\u00a0", phrase).replace("« ", "«\u00a0")
