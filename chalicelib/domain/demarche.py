"""A démarche offered by the mairie: what it asks, and what it makes of the answers.

A published version never changes: a demande keeps the version it was filled with, and stays readable with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain import jours_ouvres
from chalicelib.domain.champs import Valeur, check_champs, unknown
from chalicelib.domain.conditions import visible
from chalicelib.domain.contexte import Contexte
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.formulaire import Champ, Etape, Option, PieceDemandee, TypeDeChamp
from chalicelib.domain.quota import Quota
from chalicelib.domain.recapitulatif import Recapitulatif, summarise


@dataclass(frozen=True, slots=True)
class Definition:
    """`membres`: whom it may concern: aucun (not asked), tous, adultes, enfants (R4, R26).

    `silence`: what the silence of the mairie means, and after how long. `delai_jours`: the delay announced, in days.
    `qui`: who may ask; `recours`: how to contest. `controle`: the champ whose date opens the follow-up without compte.
    `ouvres`: some date is counted in jours ouvrés. `insee`, `lieu`: what the commune brings, see `offered_by`.
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
    qui: str = ""
    recours: str = ""
    controle: str = ""
    quotas: tuple[Quota, ...] = ()
    ouvres: bool = False
    insee: str = ""
    lieu: Callable[[str], str | None] | None = None

    def offered_by(self, insee: str, ecoles: tuple[str, ...], lieu: Callable[[str], str | None]) -> "Definition":
        """Where it is asked: its public holidays, its schools, and where to look a place up by its code."""
        options = tuple(Option(ecole, ecole) for ecole in ecoles)
        etapes = tuple(replace(etape, champs=_with_schools(etape.champs, options)) for etape in self.etapes)
        return replace(self, etapes=etapes, insee=insee, lieu=lieu)

    def feries(self, today: date) -> frozenset[date]:
        """The public holidays that its jours ouvrés leave out, this year and the two next; none if it counts none."""
        return jours_ouvres.feries(today.year, self.insee) if self.ouvres else frozenset()

    def check(self, reponses: Mapping[str, object], today: date) -> dict[str, Valeur]:
        """The answers to keep: normalised, without those of hidden champs. Checking them again changes nothing.

        Raises SaisieInvalide with every champ at fault.
        """
        contexte = self._contexte(today)
        gardees, erreurs = dict[str, Valeur](), list[ErreurDeChamp]()
        for etape in self.etapes:
            if visible(etape.si, gardees, contexte):
                gardees, fautives = check_champs(etape.champs, reponses, gardees, contexte)
                erreurs += fautives + _controls(etape, gardees, fautives, contexte)
        erreurs += unknown((champ for etape in self.etapes for champ in etape.champs), reponses)
        if erreurs:
            raise SaisieInvalide(erreurs=tuple(erreurs))
        return gardees

    def pieces_for(self, reponses: Mapping[str, object], today: date) -> tuple[PieceDemandee, ...]:
        """The pièces to provide with these answers, as kept by `check` on that same day."""
        contexte = self._contexte(today)
        return tuple(piece for piece in self.pieces if visible(piece.si, reponses, contexte))

    def recapitulatif(self, reponses: Mapping[str, object]) -> Recapitulatif:
        """The answers kept, in French, étape by étape."""
        return summarise(self.etapes, reponses)

    def as_json(self) -> dict[str, object]:
        """What the browser needs to ask and to check; quotas are the server's own business."""
        facultatifs = {"qui": self.qui, "recours": self.recours, "controle": self.controle}
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
            **{cle: valeur for cle, valeur in facultatifs.items() if valeur},
            "etapes": [etape.as_json() for etape in self.etapes],
            "pieces": [piece.as_json() for piece in self.pieces],
        }

    def _contexte(self, today: date) -> Contexte:
        return Contexte(today, self.feries(today), self.lieu)


def _with_schools(champs: tuple[Champ, ...], ecoles: tuple[Option, ...]) -> tuple[Champ, ...]:
    return tuple(
        replace(
            champ,
            options=ecoles if champ.type is TypeDeChamp.ECOLE else champ.options,
            champs=_with_schools(champ.champs, ecoles),
        )
        for champ in champs
    )


def _controls(
    etape: Etape, gardees: Mapping[str, Valeur], deja: list[ErreurDeChamp], contexte: Contexte
) -> list[ErreurDeChamp]:
    """A champ that is not asked, or already at fault, is told nothing more."""
    poses = {champ.nom for champ in etape.champs if visible(champ.si, gardees, contexte)}
    poses -= {erreur.champ.partition(".")[0] for erreur in deja}
    return [
        ErreurDeChamp(controle.champ, "controle", controle.message)
        for controle in etape.controles
        if controle.champ in poses and visible(controle.si, gardees, contexte)
    ]
