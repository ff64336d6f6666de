"""The states of a demande and the only table that says how it goes from one to the next (R30)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide


class Etat(StrEnum):
    """R30."""

    EN_COURS = "en_cours"
    A_COMPLETER = "a_completer"
    COMPLET = "complet"
    VALIDE = "valide"
    REFUSE = "refuse"
    ANNULE = "annule"
    SANS_SUITE = "sans_suite"


LIBELLES: Mapping[Etat, str] = {
    Etat.EN_COURS: "En cours",
    Etat.A_COMPLETER: "À compléter",
    Etat.COMPLET: "Complet",
    Etat.VALIDE: "Validé",
    Etat.REFUSE: "Refusé",
    Etat.ANNULE: "Annulé",
    Etat.SANS_SUITE: "Sans suite",
}


class Acteur(StrEnum):
    """Who makes an event."""

    USAGER = "usager"
    AGENT = "agent"


class Evenement(StrEnum):
    """What may happen to a demande once it is submitted."""

    DEMANDER_COMPLEMENT = "demander_complement"
    COMPLETER = "completer"
    DECLARER_COMPLET = "declarer_complet"
    VALIDER = "valider"
    REFUSER = "refuser"
    ANNULER = "annuler"
    CLASSER_SANS_SUITE = "classer_sans_suite"


SOUMISSION = "soumettre"
"""The event that creates a demande; it has no state to come from."""


class Motif(StrEnum):
    """Whether an event comes with words for the citizen."""

    OBLIGATOIRE = "obligatoire"
    FACULTATIF = "facultatif"
    AUCUN = "aucun"


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table of states."""

    acteur: Acteur
    de: tuple[Etat, ...]
    vers: Etat
    motif: Motif
    action: str
    """On the button."""
    passe: str
    """In the follow-up, once done."""


TRANSITIONS: Mapping[Evenement, Transition] = {
    Evenement.DECLARER_COMPLET: Transition(
        Acteur.AGENT, (Etat.EN_COURS, Etat.A_COMPLETER), Etat.COMPLET, Motif.AUCUN,
        "Déclarer le dossier complet", "Le dossier est complet",
    ),
    Evenement.DEMANDER_COMPLEMENT: Transition(
        Acteur.AGENT, (Etat.EN_COURS, Etat.COMPLET), Etat.A_COMPLETER, Motif.OBLIGATOIRE,
        "Demander un complément", "Le service demande un complément",
    ),
    Evenement.COMPLETER: Transition(
        Acteur.USAGER, (Etat.A_COMPLETER,), Etat.EN_COURS, Motif.FACULTATIF,
        "Compléter", "Le complément est envoyé",
    ),
    Evenement.VALIDER: Transition(
        Acteur.AGENT, (Etat.COMPLET,), Etat.VALIDE, Motif.FACULTATIF,
        "Valider la demande", "La demande est validée",
    ),
    Evenement.REFUSER: Transition(
        Acteur.AGENT, (Etat.EN_COURS, Etat.A_COMPLETER, Etat.COMPLET), Etat.REFUSE, Motif.OBLIGATOIRE,
        "Refuser la demande", "La demande est refusée",
    ),
    Evenement.ANNULER: Transition(
        Acteur.USAGER, (Etat.EN_COURS, Etat.A_COMPLETER), Etat.ANNULE, Motif.AUCUN,
        "Annuler la demande", "La demande est annulée",
    ),
    Evenement.CLASSER_SANS_SUITE: Transition(
        Acteur.AGENT, (Etat.A_COMPLETER,), Etat.SANS_SUITE, Motif.FACULTATIF,
        "Classer sans suite", "La demande est classée sans suite",
    ),
}  # fmt: skip

A_TRAITER = (Etat.EN_COURS, Etat.COMPLET)
"""What waits for the service rather than for the citizen."""

MOTIF_MAXIMAL = 2000


def check_motif(evenement: Evenement, motif: str) -> str:
    """The words for the citizen, trimmed. Raises SaisieInvalide when they are missing, unexpected or too long."""
    return check_words(TRANSITIONS[evenement].motif, motif)


def check_words(regle: Motif, motif: str) -> str:
    """The same, for any decision of the mairie."""
    motif = motif.strip()
    if regle is Motif.OBLIGATOIRE and not motif:
        raise _motif("obligatoire", "Expliquez votre décision : l’usager lira ces mots.")
    if regle is Motif.AUCUN and motif:
        raise _motif("inattendu", "Cette action ne prend pas de motif.")
    if len(motif) > MOTIF_MAXIMAL:
        raise _motif("trop-long", f"Le motif dépasse {MOTIF_MAXIMAL} caractères : raccourcissez-le.")
    return motif


def _motif(code: str, detail: str) -> SaisieInvalide:
    return SaisieInvalide(erreurs=(ErreurDeChamp("motif", code, detail),))
