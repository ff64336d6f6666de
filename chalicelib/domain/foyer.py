"""Acting for a member of the foyer (R4, R26)."""

from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide

USAGER = "usager"
"""In a demande, the member who is the logged-in citizen."""

CONCERNES = {"tous": ("adulte", "enfant"), "adultes": ("adulte",), "enfants": ("enfant",)}


def concerned(compte: Compte, membre: str | None, membres: str) -> str:
    """The name of whom the demande concerns (R4, R26).

    `membres` is the definition's rule. Without a member declared in the foyer, the citizen speaks for somebody whom
    the answers name: R2 leaves the foyer optional. Raises SaisieInvalide on `membre`.
    """
    if membre is None or membre == USAGER:
        return compte.affichage
    trouve = next((m for m in compte.membres if m.id == membre), None)
    if trouve is None or trouve.lien not in CONCERNES.get(membres, ()):
        detail = "Choisissez une personne de votre foyer que cette démarche peut concerner."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("membre", "choix-inconnu", detail),))
    return trouve.affichage
