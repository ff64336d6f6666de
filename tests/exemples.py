"""Domain objects that tests put in the store."""

from datetime import UTC, date, datetime

from chalicelib import storage
from chalicelib.domain import conservation
from chalicelib.domain.compte import Adresse, Compte, Coordonnees, Etat, Identite, Membre, Naissance
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.demande import Demande, Demandeur, Fichier, Passage, Piece
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.transitions import SOUMISSION, TRANSITIONS, Acteur
from chalicelib.domain.transitions import Etat as EtatDeDemande

LE = datetime(2026, 3, 27, 8, tzinfo=UTC)
FIN = LE.replace(year=2100)
"""Every pause is over by then."""


def compte(**changes):
    """Of Amélie Lire, as created."""
    champs = {
        "id": "c1",
        "identifiant": "amélie.lire",
        "etat": Etat.EN_ATTENTE,
        "identite": Identite("Durand", ("Amélie", "Rose"), Naissance(date(1985, 3, 27), "Arras"), "Lire", "madame"),
        "coordonnees": Coordonnees(
            "amelie@exemple.fr", Adresse(("1 rue des Lilas",), "62990", "Valmont"), "+33612345678"
        ),
        "communication": "courriel",
        "membres": (Membre("m1", "enfant", "Lire", ("Léo",), Naissance(date(2020, 5, 2), "Lens")),),
        "cree_le": LE,
        "sceau": Sceau("cle", "corps"),
    }
    return Compte(**champs | changes)


def demande(**changes):
    """Of a « portage de repas », just submitted."""
    champs = {
        "numero": "D26-7KQF-3MXP",
        "demarche": "portage-repas",
        "definition": 1,
        "titre": "Portage de repas à domicile",
        "service": "ccas",
        "compte": "c1",
        "demandeur": Demandeur("Lire", "Amélie", "amelie@exemple.fr", "+33612345678"),
        "concerne": "Hugo Petit",
        "reponses": {"motif": "Un « essai »", "parts": 3, "urgent": False, "adresse": {"lignes": ["1 rue"]}},
        "pieces": (
            Piece("identite", "Pièce d’identité", (Fichier("demandes/a", "carte.png", "image/png", 12),)),
            Piece("ressources", "Ressources", par_courrier=True),
        ),
        "depose_le": LE,
        "echeance_le": date(2026, 4, 26),
        "sceau": Sceau("cle", "corps"),
        "historique": (Passage(SOUMISSION, EtatDeDemande.EN_COURS, LE, Acteur.USAGER),),
    }
    return Demande(**champs | changes)


def after(avant, *evenements, motif=""):
    """The demande once these events have happened to it."""
    for evenement in evenements:
        transition = TRANSITIONS[evenement]
        passage = Passage(evenement, avant.etat, LE, transition.acteur, "Paul Noël", motif)
        avant = avant.apply(evenement, passage, avant.version)
    return avant


def courriel(rang="1", **changes):
    """A mail that tells an identifiant."""
    champs = {
        "id": f"courriel-{rang}",
        "modele": "compte_cree",
        "destinataire": "amelie@exemple.fr",
        "variables": {"prenom": "Amélie", "nom": "Lire", "identifiant": "amélie.lire"},
        "depose_le": LE,
    }
    return Courriel(**champs | changes)


def line_of(code):
    """Of the table of retention."""
    return next(ligne for ligne in conservation.CONSERVATIONS if ligne.code == code)


def journal_of(sujet):
    """Every line of its file."""
    return storage.journal.read(sujet, LE)
