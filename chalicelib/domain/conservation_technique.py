"""The lines of the table of retention about how the portal runs: sessions, counters, copies."""

from datetime import timedelta

from chalicelib.domain.conservation_ligne import Application, Conservation

TECHNIQUES: tuple[Conservation, ...] = (
    Conservation(
        "sessions",
        "Votre session, et l’appareil qui l’a ouverte",
        "Rester connecté d’une page à l’autre",
        "2 heures, ou jusqu’à votre déconnexion. Le nom de l’appareil, jusqu’à votre connexion suivante.",
        timedelta(hours=2),
        Application.TTL,
    ),
    Conservation(
        "essais",
        "Le compte des erreurs de connexion",
        "Empêcher qu’on essaie des mots de passe à votre place",
        "24 heures. Pour un compte qui existe, jusqu’à sa fermeture au plus tard.",
        timedelta(hours=24),
        Application.TTL,
    ),
    Conservation(
        "limites",
        "Le nombre d’actions faites depuis une adresse, sous une forme qui ne permet pas de la retrouver",
        "Arrêter les robots",
        "24 heures au plus",
        timedelta(hours=24),
        Application.TTL,
    ),
    Conservation(
        "cryptogrammes",
        "Un cryptogramme affiché",
        "Vérifier que vous n’êtes pas un robot",
        "10 minutes",
        timedelta(minutes=10),
        Application.TTL,
    ),
    Conservation(
        "quotas",
        "Le nombre de demandes faites dans l’année, quand la loi le limite, sous une forme qui ne dit pas pour qui",
        "Appliquer cette limite",
        "3 ans au plus",
        timedelta(days=3 * 366),
        Application.TTL,
    ),
    Conservation(
        "sauvegardes",
        "Les copies de sécurité de tout ce qui précède",
        "Réparer une panne ou une erreur",
        "35 jours après l’effacement",
        timedelta(days=35),
        Application.SAUVEGARDE,
    ),
)
