"""The story of a payment in plain words, for the régisseur: what was done, what PayFiP said, who asked."""

import re
from collections.abc import Mapping

from chalicelib.domain import moyens
from chalicelib.domain.liberation import LIBERE
from chalicelib.domain.paiement import Episode, Source
from chalicelib.domain.remboursement import REMBOURSE

INITIE = "initie"
GUICHET = "guichet"
GESTES: Mapping[str, str] = {REMBOURSE: "Remboursé", LIBERE: "Factures libérées"}
"""What an agent does, followed by their words."""
CONSTATS: Mapping[str, str] = {
    INITIE: "Paiement commencé\u00a0: l’usager est envoyé sur la page de PayFiP",
    "P": "Payé par carte bancaire, selon PayFiP",
    "V": "Payé par prélèvement, selon PayFiP",
    "A": "Abandonné par l’usager, selon PayFiP",
    "R": "Carte refusée, selon PayFiP",
    "Z": "Prélèvement refusé, selon PayFiP",
    "P1": "PayFiP ne connaît pas ou plus ce paiement",
    "P4": "Le délai pour payer est dépassé, selon PayFiP",
    "P5": "PayFiP n’a pas encore de résultat",
}
SOURCES: Mapping[str, str] = {
    Source.USAGER: "demandé par l’usager",
    Source.NOTIFICATION: "annoncé par PayFiP",
    Source.TACHE: "vérification automatique",
    Source.AGENT: "vérification par un agent",
}
NON_CONCORDANT = re.compile(r"(?P<code>\S+) non concordant \((?P<champs>.*)\)")
SANS_REPONSE = re.compile(r"sans réponse \((?P<motif>.*)\)")


def tell(episode: Episode) -> str:
    """One line: « Payé par carte bancaire, selon PayFiP (annoncé par PayFiP) »."""
    mots = _words(episode.constat)
    if episode.constat.partition(" ")[0] in {INITIE, GUICHET, *GESTES}:
        return mots
    return f"{mots} ({SOURCES.get(episode.source, episode.source)})"


def _words(constat: str) -> str:
    if constat in CONSTATS:
        return CONSTATS[constat]
    if constat.startswith(GUICHET):
        _, moyen, precision = f"{constat}  ".split(" ", 2)
        return f"Encaissé au guichet\u00a0: {moyens.describe(moyen)} {precision}".strip()
    geste, _, note = constat.partition(" ")
    if geste in GESTES:
        return f"{GESTES[geste]}\u00a0: {note}"
    if ecart := NON_CONCORDANT.fullmatch(constat):
        return f"PayFiP parle d’un autre paiement ({ecart['champs']})\u00a0: rien n’a été enregistré"
    if panne := SANS_REPONSE.fullmatch(constat):
        return f"PayFiP n’a pas répondu ({panne['motif']})"
    return f"Réponse de PayFiP\u00a0: {constat}"
