"""What can go wrong, in the citizen's words. HTTP is not spoken here.

PortailError
├── Introuvable               what was asked for does not exist, or not for you
├── RequeteIllisible          the request is not of the shape that the route takes
├── OrigineRefusee            a state-changing call that does not come from the portal's own pages
├── NonConnecte               nobody is logged in, or the session is over
│   └── ConnexionRefusee      identifiant and password do not go together
├── SaisieInvalide            champs to correct, listed in `erreurs`
├── Indisponible              what the portal relies on does not answer; nothing was lost, try again
├── TropDEssais               wait `attendre` seconds before the next try
└── Conflit                   the rules forbid it in the present state
    ├── EcritureConcurrente   somebody else was faster; read again
    ├── VersionPerimee        the form changed since it was opened
    ├── TransitionRefusee     the table of states has no such move from here
    ├── CompteNonModifiable   the mairie has not validated the compte (R23)
    ├── CompteRefuse          the mairie refused the compte: it makes no démarche
    ├── FichierEnControle     a file that nobody opens yet
    ├── FichierInterdit       a file that nobody will open
    ├── MotDePasseAChanger    logged in with a mailed password: another one first (R21)
    └── CleReutilisee         the idempotency key already served another request

Branches of one capability are with it: errors_paiement.py.
"""

from dataclasses import dataclass

MINUTES_LISIBLES = 60
"""A longer delay is told in hours."""


@dataclass(frozen=True, slots=True)
class ErreurDeChamp:
    """One champ at fault: its dotted path in what was sent, a stable code, a sentence for the citizen."""

    champ: str
    code: str
    detail: str


class PortailError(Exception):
    """Root of the tree: `code` is stable and public, `title` and `detail` are French for people."""

    code = "erreur"
    title = "Le portail a rencontré une difficulté. Réessayez dans quelques minutes"

    def __init__(self, detail: str = "", *, erreurs: tuple[ErreurDeChamp, ...] = ()) -> None:
        self.detail = detail or f"{self.title}."
        self.erreurs = erreurs
        super().__init__(self.detail)


class Introuvable(PortailError):
    """Also answers for what exists but belongs to somebody else: the two cannot be told apart."""

    code = "introuvable"
    title = "Cette page ou cet élément n’existe pas"


class RequeteIllisible(PortailError):
    """Malformed JSON, a missing key, a wrong type: the fault of a program rather than of a person."""

    code = "requete-illisible"
    title = "La demande envoyée est illisible"


class OrigineRefusee(PortailError):
    """Cross-site request forgery stops here."""

    code = "origine-refusee"
    title = "Cette action doit être faite depuis les pages du portail"


class NonConnecte(PortailError):
    """No session, or one that has ended."""

    code = "non-connecte"
    title = "Connectez-vous pour continuer"


class ConnexionRefusee(NonConnecte):
    """One sentence for an unknown identifiant and for a wrong password: nothing tells which."""

    code = "connexion-refusee"
    title = "L’identifiant ou le mot de passe est incorrect. Vérifiez les accents de votre identifiant"


class SaisieInvalide(PortailError):
    """Every champ at fault is in `erreurs`."""

    code = "saisie-invalide"
    title = "Certaines informations sont à corriger"


class Indisponible(PortailError):
    """The store or the mail service is out of reach."""

    code = "indisponible"
    title = "Le portail ne peut pas répondre pour le moment. Rien n’est perdu : réessayez dans quelques minutes"


class TropDEssais(PortailError):
    """Too many tries; the next one is taken after `attendre` seconds."""

    code = "trop-d-essais"
    title = "Trop d’essais ont échoué. Patientez avant de recommencer"

    def __init__(self, attendre: int) -> None:
        self.attendre = attendre
        super().__init__(f"Trop d’essais ont échoué. Recommencez dans {_delay(attendre)}.")


class Conflit(PortailError):
    """Right in form, impossible in the present state."""

    code = "conflit"
    title = "Cette action n’est pas possible pour le moment"


class EcritureConcurrente(Conflit):
    """A conditional write lost against another."""

    code = "ecriture-concurrente"
    title = "Ces informations viennent de changer. Relisez-les, puis recommencez"


class VersionPerimee(Conflit):
    """A published definition never changes, so a new version asks for a new look at the answers."""

    code = "version-perimee"
    title = "Le formulaire a changé depuis que vous l’avez ouvert. Vos réponses sont gardées, vérifiez-les"


class TransitionRefusee(Conflit):
    """The event is not in the table for this state."""

    code = "transition-refusee"
    title = "L’état de la demande ne permet pas cette action"


class CompteNonModifiable(Conflit):
    """The detail says what the compte waits for."""

    code = "compte-non-modifiable"
    title = "Votre compte ne peut pas être modifié pour le moment"


class CompteRefuse(Conflit):
    """One may log in to read why, and to close it."""

    code = "compte-refuse"
    title = "La mairie n’a pas validé votre compte : il ne permet pas de faire cette démarche"


class MotDePasseAChanger(Conflit):
    """A mailed password opens one door only."""

    code = "mot-de-passe-a-changer"
    title = "Choisissez d’abord un nouveau mot de passe"


class FichierEnControle(Conflit):
    """Its check has not ended: seconds, rarely minutes."""

    code = "fichier-en-controle"
    title = "Ce fichier est en cours de vérification. Réessayez dans une minute"


class FichierInterdit(Conflit):
    """The detail says why it is refused."""

    code = "fichier-refuse"
    title = "Ce fichier a été refusé. Personne ne peut l’ouvrir"


class CleReutilisee(Conflit):
    """Same Idempotency-Key, other body."""

    code = "cle-reutilisee"
    title = "Cette demande a déjà été envoyée avec d’autres réponses. Rechargez la page avant de recommencer"


def _delay(secondes: int) -> str:
    """Rounded up: who comes back on time is never too early."""
    minutes = max(1, -(-secondes // 60))
    if minutes > MINUTES_LISIBLES:
        return f"{-(-secondes // 3600)}\u00a0heures"
    return f"{minutes}\u00a0minute{'s' * (minutes > 1)}"
