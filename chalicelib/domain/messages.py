"""The sentences for champs at fault: what is wrong, and how to mend it.

They exist once. The build of the site hands MESSAGES to the browser, which fills the same templates. A key is a code of
the wire, alone or followed by the kind of champ it speaks of: `obligatoire.choix` leaves as `obligatoire`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.domain.errors import ErreurDeChamp
from chalicelib.domain.francais import subject

MESSAGES: Mapping[str, str] = {
    "obligatoire": "{libelle} : remplissez ce champ.",
    "obligatoire.nombre": "{libelle} : saisissez un nombre.",
    "obligatoire.date": "{libelle} : saisissez une date, par exemple 27 3 1985.",
    "obligatoire.oui_non": "{libelle} : répondez par oui ou par non.",
    "obligatoire.choix": "{libelle} : choisissez une réponse.",
    "obligatoire.choix_multiple": "{libelle} : choisissez au moins une réponse.",
    "obligatoire.courriel": "{libelle} : saisissez une adresse électronique, par exemple prenom.nom@exemple.fr.",
    "obligatoire.telephone": "{libelle} : saisissez un numéro de téléphone, par exemple 06 12 34 56 78.",
    "obligatoire.adresse": "{libelle} : saisissez une adresse complète.",
    "forme": "{libelle} : cette réponse n’a pas pu être lue. Saisissez-la de nouveau.",
    "caracteres": "{libelle} : ce texte contient un caractère invisible. Effacez-le, puis saisissez-le au clavier.",
    "trop-long": "{libelle} : {max} caractères au maximum. Votre texte en compte {longueur}, raccourcissez-le.",
    "trop-long.lignes": "{libelle} : {max} lignes au maximum. Regroupez-les.",
    "nombre": "{libelle} : saisissez un nombre entier, en chiffres.",
    "nombre-min": "{libelle} : saisissez un nombre égal ou supérieur à {min}.",
    "nombre-max": "{libelle} : saisissez un nombre égal ou inférieur à {max}.",
    "date": "{libelle} : saisissez une date qui existe, avec le jour, le mois et l’année, par exemple 27 3 1985.",
    "date-min": "{libelle} : saisissez une date au plus tôt le {min}.",
    "date-max": "{libelle} : saisissez une date au plus tard le {max}.",
    "choix": "{libelle} : choisissez parmi les réponses proposées.",
    "courriel": "{libelle} : saisissez une adresse électronique complète, par exemple prenom.nom@exemple.fr.",
    "telephone": "{libelle} : saisissez un numéro de téléphone complet, par exemple 06 12 34 56 78 "
    "ou, hors de France, +32 2 123 45 67.",
    "code-postal": "{libelle} : saisissez les 5 chiffres du code postal, par exemple 62000.",
    "arret": "{libelle}. Vous ne pouvez pas poursuivre cette démarche ici.",
    "champ-inconnu": "Une réponse n’est pas prévue par ce formulaire. Rechargez la page, puis recommencez.",
    "partie.lignes": "{libelle} (numéro et rue)",
    "partie.code_postal": "{libelle} (code postal)",
    "partie.commune": "{libelle} (commune)",
}


@dataclass(frozen=True, slots=True)
class Faute:
    """What a parser found: a key of MESSAGES, what fills it, and the part of the value (an address has parts)."""

    cle: str
    valeurs: Mapping[str, object] = field(default_factory=dict)
    partie: str = ""

    def erreur(self, nom: str, libelle: str) -> ErreurDeChamp:
        """The error as sent: `nom` is the champ, `nom.code_postal` one part of it."""
        designation = subject(libelle)
        if self.partie:
            designation = MESSAGES[f"partie.{self.partie}"].format(libelle=designation)
        detail = MESSAGES[self.cle].format(libelle=designation, **self.valeurs)
        return ErreurDeChamp(f"{nom}.{self.partie}" if self.partie else nom, self.cle.partition(".")[0], detail)


class ValeurRefusee(ValueError):
    """A value that cannot be kept, with all its fautes."""

    def __init__(self, *fautes: Faute) -> None:
        self.fautes = fautes
        super().__init__(", ".join(faute.cle for faute in fautes))


def obligatoire(type_de_champ: str) -> Faute:
    """In the words of the champ's type, if it has its own."""
    cle = f"obligatoire.{type_de_champ}"
    return Faute(cle if cle in MESSAGES else "obligatoire")
