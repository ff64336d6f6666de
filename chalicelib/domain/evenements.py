"""Everything that may happen to a demande: the moves of the table of states, and what changes no state, here only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.messages import Faute, ValeurRefusee
from chalicelib.domain.texte import parse_texte
from chalicelib.domain.transitions import (
    MOTIF_MAXIMAL,
    SOUMISSION,
    TRANSITIONS,
    Acteur,
    Etat,
    Evenement,
    Motif,
    check_motif,
)

EN_VIE = frozenset(etat for transition in TRANSITIONS.values() for etat in transition.de)
"""States that a demande may still leave: somebody has something to do."""
EVENEMENTS_MAXIMUM = 200
"""Of one demande: years of letters. Beyond, only decisions are taken."""


class Echange(StrEnum):
    """What changes no state."""

    MESSAGE = "message"
    RECEVOIR_PIECE = "recevoir_piece"


Survenue: TypeAlias = Evenement | Echange
"""What may happen to a demande once it is submitted."""
SURVENUES: Mapping[str, Survenue] = {**{e.value: e for e in Evenement}, **{e.value: e for e in Echange}}


@dataclass(frozen=True, slots=True)
class Regle:
    """As in the table of states: on the button, and in the follow-up once done."""

    motif: Motif
    action: str
    passe: str


ECHANGES: Mapping[tuple[Echange, Acteur], Regle] = {
    (Echange.MESSAGE, Acteur.USAGER): Regle(
        Motif.OBLIGATOIRE, "Écrire au service", "Message envoyé au service"
    ),
    (Echange.MESSAGE, Acteur.AGENT): Regle(
        Motif.OBLIGATOIRE, "Écrire à l’usager", "Message du service"
    ),
    (Echange.RECEVOIR_PIECE, Acteur.AGENT): Regle(
        Motif.AUCUN, "Noter une pièce comme reçue", "Pièce reçue par courrier"
    ),
}  # fmt: skip
"""By whom; each while the demande is open."""


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody may do now. `motif`: whether words come with it."""

    evenement: Survenue
    libelle: str
    motif: Motif


def lead(etat: Etat, evenement: Survenue, acteur: Acteur) -> Etat | None:
    """The state after it; None when `acteur` may not do that in this one."""
    if isinstance(evenement, Echange):
        return etat if etat in EN_VIE and (evenement, acteur) in ECHANGES else None
    transition = TRANSITIONS[evenement]
    return transition.vers if transition.acteur is acteur and etat in transition.de else None


def possible(etat: Etat, acteur: Acteur) -> tuple[Action, ...]:
    """The buttons of `acteur`, in the order of the tables. A pièce is marked as received beside it, not here."""
    moves = (
        Action(evenement, transition.action, transition.motif)
        for evenement, transition in TRANSITIONS.items()
        if lead(etat, evenement, acteur)
    )
    regle = ECHANGES[Echange.MESSAGE, acteur]
    message = (Action(Echange.MESSAGE, regle.action, regle.motif),) if lead(etat, Echange.MESSAGE, acteur) else ()
    return (*moves, *message)


def tell(evenement: str, acteur: Acteur) -> str:
    """The words of the follow-up, of any event at rest."""
    if evenement == SOUMISSION:
        return "La demande est envoyée"
    survenue = SURVENUES[evenement]
    return ECHANGES[survenue, acteur].passe if isinstance(survenue, Echange) else TRANSITIONS[survenue].passe


def check_words(evenement: Survenue, acteur: Acteur, mots: str, champ: str) -> str:
    """The words that come with it, trimmed. Raises SaisieInvalide on `champ`."""
    if isinstance(evenement, Evenement) and acteur is Acteur.AGENT:
        return check_motif(evenement, mots)
    motif = TRANSITIONS[evenement].motif if isinstance(evenement, Evenement) else ECHANGES[evenement, acteur].motif
    try:
        texte = parse_texte(mots, MOTIF_MAXIMAL, lignes=True)
    except ValeurRefusee as refus:
        raise SaisieInvalide(erreurs=tuple(faute.erreur(champ, "Message") for faute in refus.fautes)) from refus
    if motif is Motif.OBLIGATOIRE and not texte:
        raise SaisieInvalide(erreurs=(Faute("obligatoire").erreur(champ, "Message"),))
    if motif is Motif.AUCUN and texte:
        raise _refused(champ, "inattendu", "Cette action ne prend pas de message.")
    return texte


def check_room(evenement: Survenue, acteur: Acteur, deja: int, champ: str) -> None:
    """Raises SaisieInvalide on `champ` when a demande has had enough events for another letter."""
    lettre = isinstance(evenement, Echange) or acteur is Acteur.USAGER
    if lettre and evenement is not Evenement.ANNULER and deja >= EVENEMENTS_MAXIMUM:
        raise _refused(champ, "trop-d-echanges", "Cette demande a trop d’échanges. Téléphonez au service.")


def _refused(champ: str, code: str, detail: str) -> SaisieInvalide:
    return SaisieInvalide(erreurs=(ErreurDeChamp(champ, code, detail),))
