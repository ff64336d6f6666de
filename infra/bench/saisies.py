"""What the bench's citizens type: of the length that people type."""

import secrets
import string
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from chalicelib import clock
from infra import cryptogrammes

MOT_DE_PASSE = "Marelle-Confiture-Phare-Buvard"
ADRESSE = {"lignes": ["12 rue des Tilleuls"], "code_postal": "62990", "commune": "Valmont-sur-Lys"}


def solved() -> dict[str, Any]:
    """A cryptogramme shown and read."""
    return asdict(cryptogrammes.draw())


def compte() -> dict[str, Any]:
    """POST /comptes, under a name that nobody has."""
    nom = "".join(secrets.choice(string.ascii_lowercase) for _ in range(12)).capitalize()
    enfants = [("enfant", "Léo", "2020-05-02"), ("enfant", "Jeanne", "2018-03-11"), ("adulte", "Julien", "1986-11-02")]
    return {
        "identite": {
            "nom_naissance": nom,
            "prenoms": ["Amélie", "Rose"],
            "naissance": {"date": "1988-05-14", "lieu": "Arras"},
        },
        "coordonnees": {
            "courriel": f"amelie.{nom.lower()}@valmont-sur-lys.example",
            "telephone": "06 39 98 12 34",
            "adresse": ADRESSE,
        },
        "communication": "courriel",
        "membres": [
            {"lien": lien, "nom_naissance": "Marchand", "prenoms": [prenom], "naissance": {"date": date}}
            for lien, prenom, date in enfants
        ],
        "securite": {"mot_de_passe": MOT_DE_PASSE, "question": "premiere-ecole", "reponse": "Jules Ferry"},
        "cryptogramme": solved(),
    }


def demande() -> dict[str, Any]:
    """POST /demandes of a logged-in citizen: meals delivered, two pièces by post."""
    debut = clock.today() + timedelta(days=20)
    return {
        "demarche": "portage-repas",
        "version": 2,
        "reponses": {
            "beneficiaire_nom": "Marchand",
            "beneficiaire_prenoms": "Yvette, Renée",
            "beneficiaire_naissance": "1938-02-17",
            "adresse": ADRESSE,
            "telephone": "+33639981234",
            "contact_nom": "Lire",
            "contact_telephone": "+33639985678",
            "foyer": "seule",
            "motif": "age",
            "jours": ["lundi", "mercredi", "vendredi"],
            "debut": debut.isoformat(),
            "duree": "limitee",
            "fin": (debut + timedelta(days=90)).isoformat(),
            "quotient_connu": False,
        },
        "pieces": {"identite": {"par_courrier": True}, "domicile": {"par_courrier": True}},
    }


def demande_sans_compte() -> dict[str, Any]:
    """POST /demandes of somebody without a compte: an acte de décès."""
    return {
        "demarche": "acte-deces",
        "version": 2,
        "reponses": {
            "lieu": "commune",
            "nom": "Marchand",
            "prenoms": "Yvette, Renée",
            "date_deces": (clock.today() - timedelta(days=30)).isoformat(),
            "adresse": ADRESSE,
        },
        "contact": {"nom": "Lire", "prenom": "Amélie", "courriel": "amelie.lire@valmont-sur-lys.example"},
        "cryptogramme": solved(),
    }
