"""Whom a demande concerns when nobody of the foyer was chosen: its answers say it (R4, R26)."""

from collections.abc import Iterable, Mapping
from typing import cast

from chalicelib.domain.champs import Valeur
from chalicelib.domain.formulaire import Champ, TypeDeChamp
from chalicelib.domain.membre_nomme import MembreNomme


def named(champs: Iterable[Champ], reponses: Mapping[str, Valeur]) -> str:
    """Whom the answers name when nobody of the foyer is chosen: « Zoé Delattre », or "".

    The first champ « membre », else the champs that would have been taken from the member of the foyer.
    """
    connus = [champ for champ in champs if champ.nom in reponses]
    for champ in connus:
        if champ.type is TypeDeChamp.MEMBRE:
            personne = cast("MembreNomme", reponses[champ.nom])
            return _affichage(personne["prenoms"], personne["nom"])
    repris = {champ.prerempli: str(reponses[champ.nom]) for champ in connus}
    nom = repris.get("membre.nom_naissance", "")
    return _affichage(repris.get("membre.prenoms", ""), nom) if nom else ""


def _affichage(prenoms: str, nom: str) -> str:
    return f"{prenoms.split(',', maxsplit=1)[0].strip()} {nom}".strip()
