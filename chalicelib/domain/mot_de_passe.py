"""What makes a password good enough (CNIL 2022-100): length and unpredictability, no rule of composition.

`personnels` are words that an attacker would try first: names, courriel…
"""

from dataclasses import dataclass
from typing import Any

from chalicelib.domain import conseils
from chalicelib.domain.errors import ErreurDeChamp
from chalicelib.domain.texte import compose

LONGUEUR_MINIMALE = 12
LONGUEUR_MAXIMALE = 200
ESTIMATION_MINIMALE = 1e14
"""Guesses that zxcvbn thinks an attacker needs."""
ESTIMES = 32
"""Characters judged: the rest makes it no easier to guess, and signs that stand for letters would cost seconds."""
PERSONNELS_MAXIMUM = 20
"""Words judged; a person has fewer."""
CHAMP = "securite.mot_de_passe"


PERSONNELS = "user_inputs"
"""What zxcvbn calls them."""


@dataclass(frozen=True, slots=True)
class Force:
    """`score` is zxcvbn's, from 0 to 4; `suffisant`, the verdict of `weakness`; `conseils`, for who has to mend it."""

    score: int
    suffisant: bool
    conseils: tuple[str, ...]


def weakness(mot_de_passe: str, personnels: tuple[str, ...], champ: str = CHAMP) -> ErreurDeChamp | None:
    """Why a password is refused, or None.

    Judged as it is hashed, in NFC: an accent is no character of its own.
    """
    mot_de_passe = compose(mot_de_passe, LONGUEUR_MAXIMALE)
    return _length(mot_de_passe, champ) or _guess(_estimate(mot_de_passe, personnels), champ)


def weigh(mot_de_passe: str, personnels: tuple[str, ...]) -> Force:
    """The same judge, with its reasons."""
    mot_de_passe = compose(mot_de_passe, LONGUEUR_MAXIMALE)
    longueur = _length(mot_de_passe, CHAMP)
    if not mot_de_passe and longueur:
        return Force(0, suffisant=False, conseils=(longueur.detail,))  # of which zxcvbn cannot say anything
    estimation = _estimate(mot_de_passe, personnels)
    if longueur is None and _guess(estimation, CHAMP) is None:
        return Force(int(estimation["score"]), suffisant=True, conseils=())
    avis = (longueur.detail,) if longueur else ()
    return Force(int(estimation["score"]), suffisant=False, conseils=avis + _advice(estimation))


def _length(mot_de_passe: str, champ: str) -> ErreurDeChamp | None:
    if len(mot_de_passe) < LONGUEUR_MINIMALE:
        detail = f"Le mot de passe est trop court : choisissez-en un d’au moins {LONGUEUR_MINIMALE} caractères."
        return ErreurDeChamp(champ, "trop-court", detail)
    if len(mot_de_passe) > LONGUEUR_MAXIMALE:
        detail = f"Le mot de passe est trop long : {LONGUEUR_MAXIMALE} caractères au maximum."
        return ErreurDeChamp(champ, "trop-long", detail)
    return None


def _guess(estimation: dict[str, Any], champ: str) -> ErreurDeChamp | None:
    if float(estimation["guesses"]) >= ESTIMATION_MINIMALE:
        return None
    detail = (
        "Ce mot de passe se devine trop facilement. Choisissez par exemple quatre mots "
        "qui n’ont rien à voir entre eux, ou celui que votre navigateur propose."
    )
    return ErreurDeChamp(champ, "trop-simple", detail)


def _advice(estimation: dict[str, Any]) -> tuple[str, ...]:
    """Each sentence once. Where zxcvbn finds a password good enough and we do not, one word more."""
    trouves = {motif.get("dictionary_name") for motif in estimation["sequence"]}
    personnel = (conseils.PERSONNEL,) if PERSONNELS in trouves else ()
    retour = estimation["feedback"]
    generaux = conseils.translate([retour["warning"], *retour["suggestions"]]) or (conseils.DAVANTAGE,)
    return tuple(dict.fromkeys(personnel + generaux))


def _estimate(mot_de_passe: str, personnels: tuple[str, ...]) -> dict[str, Any]:
    from zxcvbn import zxcvbn  # noqa: PLC0415 (its word lists cost 60 ms: only who creates a password pays)

    connus = [personnel[:LONGUEUR_MAXIMALE] for personnel in personnels[:PERSONNELS_MAXIMUM] if personnel]
    estimation: dict[str, Any] = zxcvbn(mot_de_passe[:ESTIMES], user_inputs=connus)
    return estimation
