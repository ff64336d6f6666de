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
    "obligatoire.montant": "{libelle} : saisissez un montant en euros, par exemple 12,50.",
    "obligatoire.heure": "{libelle} : saisissez une heure, par exemple 9 h 30.",
    "obligatoire.lieu_naissance": "{libelle} : saisissez une commune ou un pays.",
    "obligatoire.iban": "{libelle} : saisissez un IBAN, par exemple FR76 suivi de 23 signes.",
    "obligatoire.siret": "{libelle} : saisissez les 14 chiffres du numéro SIRET.",
    "obligatoire.rna": "{libelle} : saisissez le numéro RNA, par exemple W625001234.",
    "obligatoire.ecole": "{libelle} : indiquez une école.",
    "obligatoire.membre": "{libelle} : choisissez une personne.",
    "obligatoire.point": "{libelle} : placez le point sur la carte, ou décrivez le lieu.",
    "obligatoire.consentement": "{libelle} : cochez la case pour continuer.",
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
    "montant": "{libelle} : saisissez un montant en euros et en chiffres, par exemple 12,50.",
    "montant-min": "{libelle} : saisissez un montant d’au moins {min}.",
    "montant-max": "{libelle} : saisissez un montant d’au plus {max}.",
    "heure": "{libelle} : saisissez une heure qui existe, par exemple 9 h 30.",
    "heure-min": "{libelle} : saisissez une heure à partir de {min}.",
    "heure-max": "{libelle} : saisissez une heure au plus tard à {max}.",
    "lieu": "{libelle} : choisissez dans la liste, ou écrivez le nom de la commune ou du pays.",
    "iban": "{libelle} : cet IBAN n’est pas juste. Recopiez-le depuis votre relevé d’identité bancaire.",
    "siret": "{libelle} : ce numéro SIRET n’est pas juste. Vérifiez ses 14 chiffres.",
    "rna": "{libelle} : ce numéro RNA n’est pas juste. C’est un W suivi de 9 chiffres, par exemple W625001234.",
    "groupe-min": "{libelle} : {min} au minimum. Ajoutez ce qui manque.",
    "groupe-max": "{libelle} : {max} au maximum. Retirez ce qui est en trop.",
    "point": "{libelle} : cet endroit n’est pas sur la carte. Placez le point de nouveau.",
    "arret": "{libelle}. Vous ne pouvez pas poursuivre cette démarche ici.",
    "champ-inconnu": "Une réponse n’est pas prévue par ce formulaire. Rechargez la page, puis recommencez.",
    "partie.lignes": "{libelle} (numéro et rue)",
    "partie.code_postal": "{libelle} (code postal)",
    "partie.commune": "{libelle} (commune)",
    "partie.nom": "{libelle} (nom)",
    "partie.prenoms": "{libelle} (prénoms)",
    "partie.naissance": "{libelle} (date de naissance)",
    "partie.lieu": "{libelle} (description du lieu)",
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
