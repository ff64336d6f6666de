"""When the mairie is open: what a commune writes, the sentence that people read, the next time the doors open."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from chalicelib.domain.francais import INSECABLE
from chalicelib.domain.jours_ouvres import is_ferie

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
PLAGE = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)
HORIZON = 60
"""Days searched for the next opening: no town hall stays closed for two months."""
SUITE = 3
"""From three days in a row, « du … au … »."""


class OuvertureInvalide(ValueError):
    """What is wrong in the table `[ouverture]` of a commune, and what is expected there."""


@dataclass(frozen=True, slots=True, order=True)
class Plage:
    """Open from `debut` to `fin`, the latter excluded."""

    debut: time
    fin: time


Semaine = tuple[tuple[Plage, ...], ...]
"""Seven days from Monday; a day without hours is closed."""


@dataclass(frozen=True, slots=True)
class Ouverture:
    """The opening hours of a commune, closed on the public holidays of where it is (`insee`)."""

    semaine: Semaine
    insee: str

    def is_open(self, now: datetime) -> bool:
        """`now` on the town hall's clock."""
        return any(plage.debut <= now.time() < plage.fin for plage in self._plages(now))

    def next_opening(self, now: datetime) -> datetime:
        """`now` itself while it is open; on the same clock as `now`. Raises OuvertureInvalide when it never opens."""
        if self.is_open(now):
            return now
        for rang in range(HORIZON):
            jour = now + timedelta(days=rang)
            for plage in self._plages(jour):
                debut = datetime.combine(jour.date(), plage.debut, now.tzinfo)
                if debut > now:
                    return debut
        raise OuvertureInvalide("ouverture\u00a0: aucun horaire.")

    def describe(self) -> str:
        """« Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h 30 ». Days with the same hours go together."""
        jours: dict[tuple[Plage, ...], list[int]] = {}
        for rang, plages in enumerate(self.semaine):
            if plages:
                jours.setdefault(plages, []).append(rang)
        groupes = [f"{_days(rangs)}, {_join(map(_hours, plages))}" for plages, rangs in jours.items()]
        phrase = f"{INSECABLE}; ".join(groupes)
        return phrase[:1].upper() + phrase[1:]

    def _plages(self, jour: datetime) -> tuple[Plage, ...]:
        return () if is_ferie(jour.date(), self.insee) else self.semaine[jour.weekday()]


def parse(saisie: Mapping[str, Sequence[str]], insee: str) -> Ouverture:
    """From `lundi = ["8:30-12:00", "13:30-17:30"]`. Raises OuvertureInvalide, which names the day and the hours."""
    if inconnus := [jour for jour in saisie if jour not in JOURS]:
        raise OuvertureInvalide(
            f"ouverture\u00a0: «\u00a0{inconnus[0]}\u00a0» n’est pas un jour. Les jours sont {', '.join(JOURS)}."
        )
    semaine = tuple(_day(jour, saisie.get(jour, ())) for jour in JOURS)
    if not any(semaine):
        raise OuvertureInvalide("ouverture\u00a0: aucun horaire. Écrivez par exemple lundi = ['8:30-12:00'].")
    return Ouverture(semaine, insee)


def _day(jour: str, plages: Sequence[str]) -> tuple[Plage, ...]:
    lues = tuple(_plage(jour, texte) for texte in plages)
    if any(avant.fin > apres.debut for avant, apres in pairwise(lues)):
        raise OuvertureInvalide(f"ouverture.{jour}\u00a0: les heures se suivent, de la première à la dernière.")
    return lues


def _plage(jour: str, texte: str) -> Plage:
    lue = PLAGE.fullmatch(texte)
    heures = [int(nombre) for nombre in lue.groups()] if lue else [24] * 4
    try:
        plage = Plage(time(heures[0], heures[1]), time(heures[2], heures[3]))
    except ValueError as error:
        faute = f"ouverture.{jour}\u00a0: «\u00a0{texte}\u00a0» n’est pas un horaire"
        raise OuvertureInvalide(f"{faute}. Écrivez le début et la fin, comme 8:30-12:00.") from error
    if plage.debut >= plage.fin:
        raise OuvertureInvalide(f"ouverture.{jour}\u00a0: «\u00a0{texte}\u00a0» finit avant de commencer.")
    return plage


def _hours(plage: Plage) -> str:
    return f"de {_hour(plage.debut)} à {_hour(plage.fin)}"


def _hour(heure: time) -> str:
    minutes = f"{INSECABLE}{heure.minute:02d}" if heure.minute else ""
    return f"{heure.hour}{INSECABLE}h{minutes}"


def _days(rangs: Sequence[int]) -> str:
    """« du lundi au jeudi et le samedi »."""
    suites: list[list[int]] = []
    for rang in rangs:
        if suites and suites[-1][-1] == rang - 1:
            suites[-1].append(rang)
        else:
            suites.append([rang])
    parties: list[str] = []
    for suite in suites:
        noms = [JOURS[rang] for rang in suite]
        parties += [f"du {noms[0]} au {noms[-1]}"] if len(suite) >= SUITE else [f"le {nom}" for nom in noms]
    return _join(parties)


def _join(parties: Iterable[str]) -> str:
    """« a, b et c »."""
    *debut, fin = parties
    return f"{', '.join(debut)} et {fin}" if debut else fin
