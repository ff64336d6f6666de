"""The journal: who did what to which file, and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ligne:
    """`sujet` is the file (`demande:D26-…`, `compte:…`); `auteur` a compte's id, an agent's courriel or SANS_COMPTE."""

    sujet: str
    action: str
    auteur: str
    le: datetime
    precision: str = ""


SANS_COMPTE = "sans-compte"
PORTAIL = "portail"
"""What the portal does by itself, when its time has come."""
ACTIONS = {
    "avertissement": "courriel d’avertissement avant la fermeture",
    "consultation": "lecture",
    "correction": "demande de correction",
    "courriel_abandonne": "abandon du changement de courriel",
    "courriel_confirme": "confirmation du changement de courriel, adresse",
    "courriel_non_confirme": "abandon du changement de courriel, non confirmé",
    "courriel_refuse": "refus du changement de courriel, adresse",
    "creation": "création du compte",
    "export_demande": "demande de l’archive de vos données",
    "export_pret": "préparation de l’archive de vos données",
    "fermeture": "fermeture du compte",
    "identifiant_rappele": "envoi d’un rappel de l’identifiant",
    "modification": "modification",
    "mot_de_passe": "changement de mot de passe",
    "mot_de_passe_provisoire": "envoi d’un mot de passe provisoire",
    "mot_de_passe_provisoire_utilise": "utilisation du mot de passe provisoire",
    "nouvel_appareil": "connexion depuis un nouvel appareil",
    "numero_famille": "numéro de famille",
    "question": "changement de question secrète",
    "refuse": "refus du compte",
    "reponse_fausse": "mauvaise réponse à la question secrète",
    "valide": "validation du compte",
}
"""In the words of who the file is about."""


def describe(ligne: Ligne) -> str:
    """« modification : Nom d’usage, Téléphone »."""
    action = ACTIONS.get(ligne.action, ligne.action.replace("_", " "))
    return f"{action} : {ligne.precision}" if ligne.precision else action


def author(ligne: Ligne, compte: str) -> str:
    """Seen by the owner of `compte`: no agent is named (R24)."""
    auteurs = {compte: "vous", SANS_COMPTE: "une personne non connectée", PORTAIL: "le portail"}
    return auteurs.get(ligne.auteur, "la mairie")
