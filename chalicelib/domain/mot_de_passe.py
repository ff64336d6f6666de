"""What makes a password good enough (CNIL 2022-100): length and unpredictability, no rule of composition."""

import unicodedata

from chalicelib.domain.errors import ErreurDeChamp

LONGUEUR_MINIMALE = 12
LONGUEUR_MAXIMALE = 200
ESTIMATION_MINIMALE = 1e14
"""Guesses that zxcvbn thinks an attacker needs."""
CHAMP = "securite.mot_de_passe"


def weakness(mot_de_passe: str, personnels: tuple[str, ...]) -> ErreurDeChamp | None:
    """Why a password is refused, or None. `personnels` are words an attacker would try first: names, courriel…

    Judged as it is hashed, in NFC: an accent is no character of its own.
    """
    mot_de_passe = unicodedata.normalize("NFC", mot_de_passe)
    if len(mot_de_passe) < LONGUEUR_MINIMALE:
        detail = f"Le mot de passe est trop court : choisissez-en un d’au moins {LONGUEUR_MINIMALE} caractères."
        return ErreurDeChamp(CHAMP, "trop-court", detail)
    if len(mot_de_passe) > LONGUEUR_MAXIMALE:
        detail = f"Le mot de passe est trop long : {LONGUEUR_MAXIMALE} caractères au maximum."
        return ErreurDeChamp(CHAMP, "trop-long", detail)
    if _guesses(mot_de_passe, personnels) < ESTIMATION_MINIMALE:
        detail = (
            "Ce mot de passe se devine trop facilement. Choisissez par exemple quatre mots "
            "qui n’ont rien à voir entre eux, ou celui que votre navigateur propose."
        )
        return ErreurDeChamp(CHAMP, "trop-simple", detail)
    return None


def _guesses(mot_de_passe: str, personnels: tuple[str, ...]) -> float:
    from zxcvbn import zxcvbn  # noqa: PLC0415 (its word lists cost 60 ms: only who creates a password pays)

    # Beyond 72 characters the estimate changes nothing and costs seconds.
    return float(zxcvbn(mot_de_passe[:72], user_inputs=[p for p in personnels if p])["guesses"])
