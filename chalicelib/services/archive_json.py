"""donnees.json: everything held about a compte, for another program to read. Never a hash, nor an agent's name."""

from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain.brouillon import Brouillon
from chalicelib.domain.demande import Demande
from chalicelib.domain.facture import Facture
from chalicelib.domain.journal import Ligne, author
from chalicelib.domain.paiement import Paiement
from chalicelib.domain.question_secrete import QUESTIONS
from chalicelib.services.archive_dossier import Dossier
from chalicelib.storage.identifiants import Acces

NON_CONTROLE = "pas encore contrôlé, ou refusé par le contrôle"
NON_JOINT = "trop volumineux pour l’archive : demandez-le à la mairie"


def represent(dossier: Dossier, chemins: Mapping[str, str]) -> dict[str, Any]:
    """`chemins`: where each file is in the archive, by its key in the bucket."""
    fiche = msgspec.to_builtins(dossier.compte)
    del fiche["sceau"]
    if fiche["decision"]:
        del fiche["decision"]["agent"]
    return {
        "commune": settings().commune.nom,
        "prepare_le": clock.now().isoformat(),
        "compte": fiche,
        "connexion": _connexion(dossier.acces),
        "demandes": [_demande(demande, chemins) for demande in dossier.demandes],
        "brouillons": [_brouillon(brouillon) for brouillon in dossier.brouillons],
        "panier": [msgspec.to_builtins(ligne) for ligne in dossier.panier.lignes],
        "factures": [_facture(facture) for facture in dossier.factures],
        "paiements": [_paiement(paiement) for paiement in dossier.paiements],
        "journal": [_ligne(ligne, dossier.compte.id) for ligne in dossier.journal],
    }


def _connexion(acces: Acces) -> dict[str, Any]:
    ouvertes = [session for session in acces.sessions if session.expire_le > clock.now()]
    return {
        "question": QUESTIONS.get(acces.question or "", ""),
        "derniere": acces.connecte_le.isoformat() if acces.connecte_le else None,
        "sessions": [
            {"appareil": s.appareil, "ouverte_le": s.ouverte_le.isoformat(), "expire_le": s.expire_le.isoformat()}
            for s in ouvertes
        ],
    }


def _demande(demande: Demande, chemins: Mapping[str, str]) -> dict[str, Any]:
    contenu = msgspec.to_builtins(demande)
    for inutile in ("sceau", "compte", "controles"):
        del contenu[inutile]
    for passage in contenu["historique"]:
        del passage["auteur"], passage["sceau"]
    for piece in [*contenu["pieces"], *(piece for passage in contenu["historique"] for piece in passage["pieces"])]:
        for fichier in piece["fichiers"]:
            fichier["chemin"] = chemins.get(fichier.pop("cle"), NON_CONTROLE) or NON_JOINT
    definition = storage.definitions.get(demande.demarche, demande.definition)
    contenu["recapitulatif"] = [
        {"etape": titre, "reponses": [{"libelle": libelle, "valeur": texte} for libelle, texte in lignes]}
        for titre, lignes in definition.recapitulatif(demande.reponses)
    ]
    return dict(contenu)


def _brouillon(brouillon: Brouillon) -> dict[str, Any]:
    resume = msgspec.to_builtins(brouillon.resume)
    return {**resume, "contenu": msgspec.json.decode(brouillon.contenu)}


def _facture(facture: Facture) -> dict[str, Any]:
    """Money in centimes, quantities in thousandths."""
    contenu = msgspec.to_builtins(facture)
    del contenu["emission"]["document"]
    return {**contenu.pop("emission"), **contenu}


def _paiement(paiement: Paiement) -> dict[str, Any]:
    contenu = msgspec.to_builtins(paiement)
    for inutile in ("compte", "cle", "version"):
        del contenu[inutile]
    for episode in contenu["historique"]:
        del episode["auteur"]
    return dict(contenu)


def _ligne(ligne: Ligne, compte: str) -> dict[str, str]:
    auteur = author(ligne, compte)
    return {"le": ligne.le.isoformat(), "action": ligne.action, "auteur": auteur, "precision": ligne.precision}
