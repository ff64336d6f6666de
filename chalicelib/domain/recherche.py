"""« Demandes » (R32): those of some states, or in which some words stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.demande import Resume
from chalicelib.domain.errors import RequeteIllisible
from chalicelib.domain.evenements import EN_VIE
from chalicelib.domain.lieux import fold
from chalicelib.domain.transitions import Etat

LONGUEUR_MAXIMALE = 100
"""Characters of what is searched."""
TOUS = frozenset(Etat)
GROUPES: Mapping[str, frozenset[Etat]] = {"": TOUS, "ouvertes": EN_VIE, "terminees": TOUS - EN_VIE}


@dataclass(frozen=True, slots=True)
class Filtre:
    """`mots`: each begins a word of the titre, of whom it concerns or of the numéro; accents and case do not count."""

    etats: frozenset[Etat] = TOUS
    mots: tuple[str, ...] = ()

    @property
    def keeps_all(self) -> bool:
        """Nothing was asked for."""
        return self.etats == TOUS and not self.mots

    def keeps(self, resume: Resume) -> bool:
        """Whether it is shown."""
        texte = fold(f"{resume.titre} {resume.concerne} {resume.numero} {resume.numero.replace('-', '')}")
        return resume.etat in self.etats and all(mot in texte for mot in self.mots)


def read(etat: str | None, q: str | None) -> Filtre:
    """Raises RequeteIllisible for a state that does not exist; of what is too long, the beginning is searched."""
    demande = etat or ""
    if demande not in GROUPES and demande not in TOUS:
        raise RequeteIllisible
    etats = GROUPES[demande] if demande in GROUPES else frozenset({Etat(demande)})
    return Filtre(etats, tuple(f" {mot}" for mot in fold((q or "")[:LONGUEUR_MAXIMALE]).split()))
