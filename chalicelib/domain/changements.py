"""What a modification changed, told to who made it (R18)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.domain.changement_de_courriel import A_CONFIRMER, is_new
from chalicelib.domain.compte import Compte, Membre
from chalicelib.domain.lecture import Lu, read, read_membre

FOYER = "Foyer"
ABSENT, PRESENT = "Absent du foyer", "Dans le foyer"


@dataclass(frozen=True, slots=True)
class Changement:
    """`rubrique` says of what, without any value: it is all that the journal and the mail may hold."""

    rubrique: str
    libelle: str
    avant: str
    apres: str


def compare(avant: Compte, apres: Compte) -> tuple[Changement, ...]:
    """Champ by champ, in the order of the form; a courriel that waits to be confirmed counts as a change."""
    champs = _differences(read(avant), read(apres))
    return (
        *(Changement(libelle, libelle, a, b) for libelle, a, b in champs),
        *_courriel(avant, apres),
        *_foyer(avant, apres),
    )


def rubriques(changements: Iterable[Changement]) -> tuple[str, ...]:
    """Once each."""
    return tuple(dict.fromkeys(changement.rubrique for changement in changements))


def _courriel(avant: Compte, apres: Compte) -> Iterator[Changement]:
    if apres.changement_courriel and is_new(avant, apres):
        yield Changement(A_CONFIRMER, A_CONFIRMER, avant.coordonnees.courriel, apres.changement_courriel.courriel)


def _foyer(avant: Compte, apres: Compte) -> Iterator[Changement]:
    anciens, nouveaux = {m.id: m for m in avant.membres}, {m.id: m for m in apres.membres}
    for id_, membre in nouveaux.items():
        if id_ in anciens:
            yield from _membre(anciens[id_], membre)
        else:
            yield Changement(FOYER, membre.affichage, ABSENT, PRESENT)
    for id_, membre in anciens.items():
        if id_ not in nouveaux:
            yield Changement(FOYER, membre.affichage, PRESENT, ABSENT)


def _membre(avant: Membre, apres: Membre) -> Iterator[Changement]:
    for libelle, ancien, nouveau in _differences(read_membre(avant), read_membre(apres)):
        yield Changement(FOYER, f"{avant.affichage}, {libelle[0].lower()}{libelle[1:]}", ancien, nouveau)


def _differences(avant: dict[str, Lu], apres: dict[str, Lu]) -> Iterator[tuple[str, str, str]]:
    for chemin, lu in apres.items():
        if lu.texte != avant[chemin].texte:
            yield lu.libelle, avant[chemin].texte, lu.texte
