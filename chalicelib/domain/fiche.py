"""What the compte holds, champ by champ (R7, R9): one description for the creation, the modification and the pages.

The name of a champ is its path in the body of POST /comptes, so that the errors of the API find it. Limits and
sentences stand here once; the build of the site gives them to the browser.
"""

from chalicelib.domain.formulaire import Champ, Etape, Option, TypeDeChamp
from chalicelib.domain.jour import Jour
from chalicelib.domain.question_secrete import QUESTIONS

TEXTE, CHOIX, DATE = TypeDeChamp.TEXTE, TypeDeChamp.CHOIX, TypeDeChamp.DATE
TOT, TARD = Jour("1900-01-01"), Jour("aujourdhui")
NOM, PRENOM, LIEU, ECOLE = 80, 80, 100, 100
"""Lengths, in characters; a prénom is one of ten at the most."""
PRENOMS_MAXIMUM = 10
MEMBRES_MAXIMUM = 20


def prenoms(chemin: str) -> Champ:
    """One prénom; the body has a list of them."""
    return Champ(f"{chemin}.prenoms", TEXTE, "Prénoms", longueur_max=PRENOM)


def _options(libelles: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(valeur, libelle) for valeur, libelle in libelles.items())


IDENTITE = Etape(
    "identite",
    "Identité",
    (
        Champ(
            "identite.civilite",
            CHOIX,
            "Civilité",
            obligatoire=False,
            options=_options({"madame": "Madame", "monsieur": "Monsieur"}),
        ),
        Champ("identite.nom_naissance", TEXTE, "Nom de naissance", longueur_max=NOM),
        Champ(
            "identite.nom_usage",
            TEXTE,
            "Nom d’usage",
            "Si vous portez un autre nom, par exemple celui de votre époux ou épouse.",
            obligatoire=False,
            longueur_max=NOM,
        ),
        prenoms("identite"),
        Champ("identite.naissance.date", DATE, "Date de naissance", "Par exemple : 27 3 1985.", min=TOT, max=TARD),
        Champ("identite.naissance.lieu", TEXTE, "Commune ou pays de naissance", longueur_max=LIEU),
    ),
    "Comme sur votre pièce d’identité, avec les accents : la mairie s’en sert pour vous reconnaître, "
    "et votre identifiant en est fait.",
)
COORDONNEES = Etape(
    "coordonnees",
    "Coordonnées",
    (
        Champ(
            "coordonnees.courriel",
            TypeDeChamp.COURRIEL,
            "Courriel",
            "Vérifiez-le bien : c’est là que la mairie vous écrit.",
        ),
        Champ("coordonnees.adresse", TypeDeChamp.ADRESSE, "Adresse"),
        Champ(
            "coordonnees.telephone",
            TypeDeChamp.TELEPHONE,
            "Téléphone",
            "Français ou étranger. Il faut un mobile pour recevoir des SMS.",
            obligatoire=False,
        ),
    ),
    "Votre identifiant arrive par courriel. L’adresse permet à la mairie de valider votre compte.",
)
COMMUNICATION = Etape(
    "communication",
    "Communication",
    (
        Champ(
            "communication",
            CHOIX,
            "Comment la mairie vous prévient",
            options=_options({"courriel": "Par courriel", "telephone": "Par téléphone (SMS)"}),
        ),
    ),
    "Quand une de vos démarches avance. L’identifiant, le mot de passe et les paiements passent toujours par courriel.",
)
SECURITE = Etape(
    "securite",
    "Sécurité",
    (
        Champ("securite.question", CHOIX, "Question secrète", options=_options(QUESTIONS)),
        Champ(
            "securite.reponse",
            TEXTE,
            "Réponse à la question secrète",
            "Une réponse que vous seul connaissez et que vous n’oublierez pas. Majuscules ou minuscules, peu importe.",
            longueur_max=120,
        ),
    ),
    "Le mot de passe ouvre votre compte. La question sert si vous l’oubliez.",
)
FOYER_AIDE = (
    "Facultatif. Les personnes déclarées ici n’ont plus à être ressaisies dans vos démarches, par exemple pour l’école."
)
CONTACT = (
    Champ("contact.nom", TEXTE, "Nom", longueur_max=NOM),
    Champ("contact.prenom", TEXTE, "Prénom", longueur_max=PRENOM),
    Champ("contact.courriel", TypeDeChamp.COURRIEL, "Courriel"),
)
"""Who makes a demande without a compte."""


def membre(rang: int) -> tuple[Champ, ...]:
    """The champs of one member of the foyer (R2), `rang` counting from 0."""
    chemin = f"membres.{rang}"
    relations = {"conjoint": "Époux, épouse, concubin ou partenaire de PACS", "enfant": "Enfant"}
    relations |= {"parent": "Père ou mère", "autre": "Autre"}
    return (
        Champ(
            f"{chemin}.lien",
            CHOIX,
            "Adulte ou enfant",
            options=_options({"adulte": "Adulte", "enfant": "Enfant"}),
        ),
        Champ(f"{chemin}.nom_naissance", TEXTE, "Nom de naissance", longueur_max=NOM),
        prenoms(chemin),
        Champ(f"{chemin}.naissance.date", DATE, "Date de naissance", min=TOT, max=TARD),
        Champ(f"{chemin}.naissance.lieu", TEXTE, "Commune ou pays de naissance", obligatoire=False, longueur_max=LIEU),
        Champ(
            f"{chemin}.relation", CHOIX, "Cette personne est pour vous", obligatoire=False, options=_options(relations)
        ),
        Champ(f"{chemin}.ecole", TEXTE, "École", "Si elle y est inscrite.", obligatoire=False, longueur_max=ECOLE),
    )
