"""Money that came for nothing, given back by the régie: the portal moves none, it keeps who says so, when and how."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide, TransitionRefusee
from chalicelib.domain.messages import ValeurRefusee
from chalicelib.domain.paiement import Episode, Paiement, Remboursement, Source
from chalicelib.domain.texte import parse_texte

NOTE_MAXIMALE = 200
"""Characters: the reference of a transfer, its day."""
REMBOURSE = "rembourse"
"""The word that begins this episode of the story."""
RIEN_A_RENDRE = "Ce paiement n’est pas à rembourser\u00a0: ce qu’il a payé est à la régie, ou rien n’a été encaissé."
MANQUE = "Indiquez comment il a été remboursé\u00a0: la référence du virement, son jour."


def check(note: str, manque: str = MANQUE) -> str:
    """As it is kept; `manque` is told of an empty one. Raises SaisieInvalide on `note`."""
    try:
        lue = parse_texte(note, NOTE_MAXIMALE)
    except ValeurRefusee as refus:
        raise SaisieInvalide(erreurs=tuple(faute.erreur("note", "Note") for faute in refus.fautes)) from refus
    if not lue:
        raise SaisieInvalide(erreurs=(ErreurDeChamp("note", "obligatoire", manque),))
    return lue


def give_back(paiement: Paiement, auteur: str, note: str, now: datetime) -> Paiement:
    """Marked; unchanged when it was already. `auteur`: the agent's name. Raises TransitionRefusee for any other one."""
    if paiement.remboursement:
        return paiement
    if not paiement.a_rembourser:
        raise TransitionRefusee(RIEN_A_RENDRE)
    episode = Episode(now, Source.AGENT, f"{REMBOURSE} {note}", auteur)
    return replace(
        paiement,
        remboursement=Remboursement(now, auteur, note),
        version=paiement.version + 1,
        historique=(*paiement.historique, episode),
    )
