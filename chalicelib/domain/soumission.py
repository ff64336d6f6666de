"""What a citizen sends to make a demande, checked against the definition: every champ at fault at once (R26, R27)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from chalicelib.domain.champs import Valeur
from chalicelib.domain.compte import Compte
from chalicelib.domain.cryptogramme import Solution
from chalicelib.domain.demande import Demandeur
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.foyer import concerned
from chalicelib.domain.membres_choisis import settle
from chalicelib.domain.personne_nommee import named
from chalicelib.domain.pieces import Fourniture, missing
from chalicelib.domain.saisie import Saisie


@dataclass(frozen=True, slots=True)
class Soumission:
    """`contact` and `solution` speak for who has no compte."""

    demarche: str
    version: int
    reponses: Mapping[str, object]
    pieces: Mapping[str, Fourniture] = field(default_factory=dict)
    membre: str | None = None
    contact: Mapping[str, object] | None = None
    solution: Solution | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What holds of a soumission: normalised answers, who asks, whom it concerns, the pièces to provide."""

    reponses: dict[str, Valeur]
    demandeur: Demandeur
    concerne: str
    pieces: tuple[PieceDemandee, ...]


def check(definition: Definition, soumission: Soumission, compte: Compte | None, today: date) -> Dossier:
    """Raises SaisieInvalide on `reponses.*`, `pieces.*`, `membre` or `contact.*`."""
    champs = (champ for etape in definition.etapes for champ in etape.champs)
    saisies, erreurs = settle(champs, soumission.reponses, compte)
    reponses: dict[str, Valeur] = {}
    try:
        reponses = definition.check(saisies, today)
    except SaisieInvalide as refus:
        erreurs += refus.erreurs
    erreurs = [replace(erreur, champ=f"reponses.{erreur.champ}") for erreur in erreurs]
    # Which pièces are asked depends on the answers: nothing is said of them until these hold.
    pieces = () if erreurs else definition.pieces_for(reponses, today)
    erreurs += missing(pieces, soumission.pieces)
    demandeur, concerne, fautes = _who(definition, soumission, compte, today)
    erreurs += fautes
    if erreurs:
        raise SaisieInvalide(erreurs=tuple(erreurs))
    if compte and soumission.membre is None:
        concerne = named((champ for etape in definition.etapes for champ in etape.champs), reponses) or concerne
    return Dossier(reponses, demandeur, concerne, pieces)


def _who(
    definition: Definition, soumission: Soumission, compte: Compte | None, today: date
) -> tuple[Demandeur, str, tuple[ErreurDeChamp, ...]]:
    if compte is None:
        saisie = Saisie(today)
        contact = saisie.contact(soumission.contact or {})
        demandeur = Demandeur(*(str(contact.get(f"contact.{nom}", "")) for nom in ("nom", "prenom", "courriel")))
        return demandeur, f"{demandeur.prenom} {demandeur.nom}", tuple(saisie.erreurs)
    ou = compte.coordonnees
    demandeur = Demandeur(compte.identite.nom, compte.identite.prenom, ou.courriel, ou.telephone)
    try:
        return demandeur, concerned(compte, soumission.membre, definition.membres), ()
    except SaisieInvalide as refus:
        return demandeur, "", refus.erreurs
