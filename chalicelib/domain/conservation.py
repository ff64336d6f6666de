"""How long each kind of data is kept (RGPD, article 5): the one table, which the pages print and the portal applies."""

from datetime import timedelta

from chalicelib.domain.conservation_ligne import Application, Conservation
from chalicelib.domain.conservation_technique import TECHNIQUES

COMPTE, DEMANDE, BROUILLON = "compte", "demande", "brouillon"
"""Of the indexes by due date."""
JAMAIS_UTILISE = timedelta(days=90)
INUTILISE = timedelta(days=3 * 365)
AVERTISSEMENT = timedelta(days=30)
"""Before an unused compte is closed, so that a log-in keeps it."""
REFUSE = timedelta(days=365)
CHANGEMENT_DE_COURRIEL = timedelta(hours=48)
PIECES = timedelta(days=183)
DEMANDES = timedelta(days=2 * 365)
JOURNAL = timedelta(days=365)
COURRIELS = timedelta(days=30)
COURRIELS_ABANDONNES = timedelta(days=90)
ARCHIVE = timedelta(days=7)
BROUILLONS = timedelta(days=92)
"""Since the last change."""
AVERTISSEMENT_DE_BROUILLON = timedelta(days=7)
JAMAIS_JOINT = timedelta(days=7)
FACTURES = timedelta(days=3653)
"""And their payments: ten years, as public accounts ask."""
IMPORTS = timedelta(days=30)
TRAVAUX = timedelta(days=365)

CONSERVATIONS: tuple[Conservation, ...] = (
    Conservation(
        "compte-inutilise",
        "Votre compte : identité, coordonnées, membres du foyer, question secrète",
        "Vous reconnaître, vous répondre, remplir vos démarches à votre place",
        "Tant que vous l’utilisez. Fermé après 3 ans sans connexion : un courriel vous prévient 30 jours avant.",
        INUTILISE,
        Application.TACHE,
    ),
    Conservation(
        "compte-jamais-utilise",
        "Un compte créé, où personne ne s’est jamais connecté",
        "Vous laisser le temps de vous connecter",
        "90 jours après sa création",
        JAMAIS_UTILISE,
        Application.TACHE,
    ),
    Conservation(
        "compte-refuse",
        "Un compte que la mairie a refusé",
        "Vous laisser lire pourquoi et répondre",
        "1 an après la décision",
        REFUSE,
        Application.TACHE,
    ),
    Conservation(
        "compte-ferme",
        "Un compte que vous fermez, votre mot de passe et votre réponse secrète",
        "Plus rien : il n’en reste qu’un numéro, sans votre nom, pour qu’il ne serve plus jamais",
        "Effacé tout de suite",
        timedelta(0),
        Application.IMMEDIATE,
    ),
    Conservation(
        "changement-courriel",
        "Une nouvelle adresse électronique que vous n’avez pas confirmée",
        "Vous laisser le temps de la confirmer",
        "48 heures, puis elle est effacée le lendemain",
        CHANGEMENT_DE_COURRIEL,
        Application.TACHE,
    ),
    Conservation(
        "pieces",
        "Les pièces justificatives d’une demande",
        "Traiter votre demande, et répondre si vous contestez la décision",
        "6 mois après la fin de la demande",
        PIECES,
        Application.TACHE,
    ),
    Conservation(
        "demandes",
        "Vos demandes : réponses, décisions, messages du service",
        "Les traiter, et vous permettre de les suivre",
        "2 ans après la fin de la demande, même si votre compte est fermé",
        DEMANDES,
        Application.TACHE,
    ),
    Conservation(
        "brouillons",
        "Un brouillon : une démarche commencée avec votre compte, et pas encore envoyée",
        "Vous laisser la finir, sur l’appareil de votre choix",
        "3 mois après votre dernière modification. Un courriel vous prévient une semaine avant.",
        BROUILLONS,
        Application.TACHE,
    ),
    Conservation(
        "pieces-non-jointes",
        "Un fichier envoyé, qu’aucune demande n’a repris",
        "Vous laisser finir votre demande",
        "7 jours",
        JAMAIS_JOINT,
        Application.BUCKET,
    ),
    Conservation(
        "journal",
        "Le journal : qui a lu ou changé vos données",
        "Savoir qui a vu ou changé quoi",
        "1 an",
        JOURNAL,
        Application.TTL,
    ),
    Conservation(
        "courriels",
        "Les courriels envoyés par le portail : leur contenu est effacé dès l’envoi, restent l’adresse et la date",
        "S’assurer qu’ils partent, une seule fois",
        "30 jours après leur envoi",
        COURRIELS,
        Application.TTL,
    ),
    Conservation(
        "courriels-abandonnes",
        "Un courriel qui n’a pas pu partir",
        "Permettre à la mairie de comprendre pourquoi",
        "90 jours",
        COURRIELS_ABANDONNES,
        Application.TTL,
    ),
    Conservation(
        "exports",
        "L’archive de vos données, quand vous la demandez",
        "Vous laisser la télécharger",
        "7 jours, puis elle est effacée le lendemain",
        ARCHIVE,
        Application.BUCKET,
    ),
    Conservation(
        "factures",
        "Vos factures et vos paiements : ce qui est facturé, à qui, quand et comment c’est payé, les quittances",
        "Encaisser, vous en donner la preuve, et rendre compte de l’argent public comme la loi l’exige",
        "10 ans après l’émission de la facture, même si votre compte est fermé",
        FACTURES,
        Application.TTL,
    ),
    Conservation(
        "imports",
        "Les fichiers de factures que la mairie dépose sur le portail",
        "Créer les factures, et comprendre une erreur",
        "30 jours",
        IMPORTS,
        Application.BUCKET,
    ),
    Conservation(
        "travaux",
        "Le compte rendu de ces dépôts : ce qui a changé, les lignes refusées",
        "Savoir d’où vient une facture",
        "1 an",
        TRAVAUX,
        Application.TTL,
    ),
    *TECHNIQUES,
)

SURVIVENT = {"pieces", "demandes", "journal", "courriels", "factures", "sauvegardes"}


def after_closing() -> tuple[Conservation, ...]:
    """What a closing does not erase: the page says it before, the mail afterwards."""
    return tuple(ligne for ligne in CONSERVATIONS if ligne.code in SURVIVENT)
