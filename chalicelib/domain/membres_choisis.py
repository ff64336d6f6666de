"""The persons of the foyer chosen in a form, as the compte knows them."""

from collections.abc import Iterable, Mapping

from chalicelib.domain.compte import Compte, Identite, Membre
from chalicelib.domain.errors import ErreurDeChamp
from chalicelib.domain.formulaire import Champ, TypeDeChamp
from chalicelib.domain.foyer import CONCERNES, USAGER
from chalicelib.domain.membre_nomme import MembreNomme
from chalicelib.domain.messages import Faute


def settle(
    champs: Iterable[Champ], reponses: Mapping[str, object], compte: Compte | None
) -> tuple[dict[str, object], list[ErreurDeChamp]]:
    """The answers as sent, with what the compte itself says of the persons chosen in it, and every one not to choose.

    What a page sends beside an id is not believed: the age of a child opens rights.
    """
    sures, erreurs = dict(reponses), list[ErreurDeChamp]()
    for champ in champs:
        choisi = reponses.get(champ.nom)
        if champ.type is not TypeDeChamp.MEMBRE or not isinstance(choisi, Mapping) or not choisi.get("membre"):
            continue
        personne = _of_foyer(compte, choisi["membre"], champ.lien) if compte else None
        if personne is None:
            erreurs.append(Faute("choix").erreur(champ.nom, champ.libelle))
        else:
            sures[champ.nom] = personne
    return sures, erreurs


def _of_foyer(compte: Compte, identifiant: object, lien: str) -> MembreNomme | None:
    """`lien` is that of the champ; the citizen is an adult of their own foyer."""
    if identifiant == USAGER:
        return _kept(USAGER, compte.identite) if lien != "enfants" else None
    trouve = next((m for m in compte.membres if m.id == identifiant and m.lien in CONCERNES[lien]), None)
    return _kept(trouve.id, trouve) if trouve else None


def _kept(identifiant: str, personne: Identite | Membre) -> MembreNomme:
    return {
        "membre": identifiant,
        "nom": personne.nom_naissance,
        "prenoms": ", ".join(personne.prenoms),
        "naissance": personne.naissance.date.isoformat(),
    }
