"""Hours of the day, as people type them and as a definition compares them."""

import re
from dataclasses import dataclass

from chalicelib.domain.contexte import Contexte
from chalicelib.domain.messages import Faute, ValeurRefusee
from chalicelib.domain.reponses import Reponses, read

GARDEE = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
SAISIE = re.compile(r"(\d{1,2})(?:[hH](\d{2})?|:(\d{2}))", re.ASCII)
ESPACES = re.compile("[ \u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Heure:
    """`22:00`, or the nom of the champ heure that says it."""

    texte: str

    def value(self, reponses: Reponses, _contexte: Contexte) -> str | None:
        """As a kept answer; None when the champ is empty."""
        if GARDEE.fullmatch(self.texte):
            return self.texte
        reponse = read(reponses, self.texte)
        return reponse if isinstance(reponse, str) and GARDEE.fullmatch(reponse) else None


def parse_heure(valeur: object) -> str:
    """« 9h30 », « 9:30 », « 09 h », « 18 h 05 » as HH:MM. Raises ValeurRefusee."""
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    saisie = SAISIE.fullmatch(ESPACES.sub("", valeur))
    if saisie is None:
        raise ValeurRefusee(Faute("heure"))
    heure = f"{saisie[1]:0>2}:{saisie[2] or saisie[3] or '00'}"
    if GARDEE.fullmatch(heure) is None:
        raise ValeurRefusee(Faute("heure"))
    return heure
