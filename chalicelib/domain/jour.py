"""The dates that a definition speaks of: fixed, counted from the day of the request, or from the answer to a champ."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.contexte import Contexte
from chalicelib.domain.reponses import Reponses, read

AUJOURDHUI = "aujourdhui"
DECALAGE = r"(?:([+-]\d{1,3})(ans?|mois|jours?|joursouvres))?"
FORME = re.compile(AUJOURDHUI + DECALAGE, re.ASCII)
FORME_DE_CHAMP = re.compile(r"([a-z][a-z0-9_]{0,39}(?:\.naissance)?)" + DECALAGE, re.ASCII)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SAMEDI = 5


@dataclass(frozen=True, slots=True)
class Jour:
    """`2026-09-01`, `aujourdhui`, `aujourdhui-75ans`, `aujourdhui+10joursouvres`, `debut+90jours`, `enfant.naissance`.

    A date that falls outside the calendar (years 1 to 9999), or is counted from an empty answer, does not apply.
    """

    texte: str

    def __post_init__(self) -> None:
        """Raise ValueError on any other form."""
        if FORME_DE_CHAMP.fullmatch(self.texte) is None:
            parse_iso(self.texte)

    @property
    def base(self) -> str:
        """`aujourdhui`, the champ it is counted from, or "" for a fixed date."""
        forme = FORME_DE_CHAMP.fullmatch(self.texte)
        return forme[1] if forme else ""

    def resolve(self, reponses: Reponses, contexte: Contexte) -> date | None:
        """None when it does not apply."""
        depart = contexte.today if self.base == AUJOURDHUI else read(reponses, self.base) if self.base else self.texte
        try:
            if not isinstance(depart, date):
                depart = parse_iso(depart if isinstance(depart, str) else "")
            return _moved(depart, *self._shift, contexte.feries)
        except (ValueError, OverflowError):
            return None

    def on(self, today: date) -> date:
        """Of a date that no champ moves. The 29th of February plus some years is the last day of the month reached."""
        depart = today if self.base == AUJOURDHUI else parse_iso(self.texte)
        return _moved(depart, *self._shift, frozenset())

    def value(self, reponses: Reponses, contexte: Contexte) -> str | None:
        """As a kept answer, to be compared with one."""
        jour = self.resolve(reponses, contexte)
        return jour.isoformat() if jour else None

    @property
    def _shift(self) -> tuple[int, str]:
        forme = FORME_DE_CHAMP.fullmatch(self.texte)
        return (int(forme[2] or 0), forme[3] or "jours") if forme else (0, "jours")


def parse_iso(texte: str) -> date:
    """Only `YYYY-MM-DD`, where Python's own parser takes other ISO forms. Raises ValueError."""
    if ISO.fullmatch(texte) is None:
        raise ValueError(
            f"not a date as YYYY-MM-DD, nor aujourdhui or a champ ±n(ans|mois|jours|joursouvres): {texte!r}"
        )
    return date.fromisoformat(texte)


def _moved(jour: date, nombre: int, unite: str, feries: frozenset[date]) -> date:
    if unite == "joursouvres":
        return _add_open_days(jour, nombre, feries)
    if unite.startswith("jour"):
        return jour + timedelta(days=nombre)
    return add_months(jour, nombre * (12 if unite.startswith("an") else 1))


def _add_open_days(jour: date, nombre: int, feries: frozenset[date]) -> date:
    """The first day is left out: ten jours ouvrés after a Friday is a Friday."""
    pas = timedelta(days=1 if nombre > 0 else -1)
    reste = abs(nombre)
    while reste:
        jour += pas
        reste -= jour.weekday() < SAMEDI and jour not in feries
    return jour


def add_months(jour: date, mois: int) -> date:
    """The same day of another month, or the last one of a shorter month."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    dernier = calendar.monthrange(annee, rang + 1)[1]
    return date(annee, rang + 1, min(jour.day, dernier))
