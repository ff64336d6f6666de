"""A démarche offered by the mairie: what it asks, and what it makes of the answers.

A published version never changes: a demande keeps the version it was filled with, and stays readable with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.champs import Valeur, check_champs
from chalicelib.domain.conditions import visible
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.formulaire import Etape, PieceDemandee, TypeDeChamp
from chalicelib.domain.messages import MESSAGES
from chalicelib.domain.recapitulatif import Recapitulatif, summarise

INCONNUS_DITS = 20
"""Unknown champs named in a refusal: a page of ours sends none, and a robot must not make the answer huge."""


@dataclass(frozen=True, slots=True)
class Definition:
    """`membres`: whom it may concern: aucun (not asked), tous, adultes, enfants (R4, R26).

    `silence`: what the silence of the mairie means, and after how long. `delai_jours`: the delay announced, in days.
    """

    slug: str
    version: int
    titre: str
    resume: str
    service: str
    compte_requis: bool
    membres: str
    icone: str
    duree_minutes: int
    delai_jours: int
    silence: str
    etapes: tuple[Etape, ...]
    pieces: tuple[PieceDemandee, ...] = ()

    def check(self, reponses: Mapping[str, object], today: date) -> dict[str, Valeur]:
        """The answers to keep: normalised, without those of hidden champs. Checking them again changes nothing.

        Raises SaisieInvalide with every champ at fault.
        """
        gardees, erreurs = dict[str, Valeur](), list[ErreurDeChamp]()
        for etape in self.etapes:
            if visible(etape.si, gardees, today):
                gardees, fautives = check_champs(etape.champs, reponses, gardees, today)
                erreurs += fautives
        erreurs += [
            ErreurDeChamp(nom, "champ-inconnu", MESSAGES["champ-inconnu"])
            for nom in sorted(reponses.keys() - self._noms())[:INCONNUS_DITS]
        ]
        if erreurs:
            raise SaisieInvalide(erreurs=tuple(erreurs))
        return gardees

    def pieces_for(self, reponses: Mapping[str, object], today: date) -> tuple[PieceDemandee, ...]:
        """The pièces to provide with these answers, as kept by `check` on that same day."""
        return tuple(piece for piece in self.pieces if visible(piece.si, reponses, today))

    def recapitulatif(self, reponses: Mapping[str, object]) -> Recapitulatif:
        """The answers kept, in French, étape by étape."""
        return summarise(self.etapes, reponses)

    def as_json(self) -> dict[str, object]:
        """What the browser needs to ask and to check."""
        return {
            "slug": self.slug,
            "version": self.version,
            "titre": self.titre,
            "resume": self.resume,
            "service": self.service,
            "compte_requis": self.compte_requis,
            "membres": self.membres,
            "icone": self.icone,
            "duree_minutes": self.duree_minutes,
            "delai_jours": self.delai_jours,
            "silence": self.silence,
            "etapes": [etape.as_json() for etape in self.etapes],
            "pieces": [piece.as_json() for piece in self.pieces],
        }

    def _noms(self) -> frozenset[str]:
        """Of the champs that take an answer."""
        return frozenset(
            champ.nom for etape in self.etapes for champ in etape.champs if champ.type is not TypeDeChamp.EXPLICATION
        )
