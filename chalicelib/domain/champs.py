"""The value kept for what was typed in a champ, or why it is refused.

The types are a closed list; each has one parser and its mirror in static-site/js/formulaire/lecteurs.js. The browser
warns, this module decides. Both run tests/domain/cas_formulaire.json.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias, Union

from chalicelib.domain import champs_simples as simples
from chalicelib.domain import numeros_officiels as numeros
from chalicelib.domain.conditions import visible
from chalicelib.domain.contexte import Contexte
from chalicelib.domain.coordonnees import AdresseSaisie, parse_adresse, parse_courriel, parse_telephone
from chalicelib.domain.errors import ErreurDeChamp
from chalicelib.domain.formulaire import Champ, TypeDeChamp
from chalicelib.domain.lieu_de_naissance import LieuDeNaissance, parse_lieu
from chalicelib.domain.membre_nomme import MembreNomme, parse_membre
from chalicelib.domain.messages import MESSAGES, Faute, ValeurRefusee, obligatoire
from chalicelib.domain.point import Point, parse_point
from chalicelib.domain.reponses import Reponses
from chalicelib.domain.texte import BLANCS

Simple: TypeAlias = str | int | bool | list[str] | AdresseSaisie | LieuDeNaissance | MembreNomme | Point
Valeur: TypeAlias = Union[Simple, "list[dict[str, Valeur]]"]
"""As it travels in JSON and rests; dates are YYYY-MM-DD, hours HH:MM, amounts centimes, groupes lists of answers."""

INCONNUS_DITS = 20
"""Unknown champs named in a refusal: a page of ours sends none, and a robot must not make the answer huge."""
Lu: TypeAlias = tuple[dict[str, Valeur], list[ErreurDeChamp]]
"""The answers kept, and every champ at fault."""


def parse_valeur(champ: Champ, valeur: object, reponses: Reponses, contexte: Contexte) -> Simple | None:
    """The value to keep; None when there is none. Raises ValeurRefusee with all its fautes."""
    vide = valeur is None or (isinstance(valeur, str) and not valeur.strip(BLANCS))
    propre = None if vide else PARSERS[champ.type](champ, valeur, reponses, contexte)
    if propre is None or propre == []:
        if champ.obligatoire:
            raise ValeurRefusee(obligatoire(champ.type))
        return None
    return propre


def check_champs(champs: Iterable[Champ], reponses: Reponses, deja: Mapping[str, Valeur], contexte: Contexte) -> Lu:
    """The answers of the visible champs, added to those already kept, and every champ at fault.

    A refused value is not kept: the conditions after it read it as empty.
    """
    gardees, erreurs = dict(deja), list[ErreurDeChamp]()
    for champ in champs:
        if visible(champ.si, gardees, contexte):
            valeur, fautives = _answer(champ, reponses.get(champ.nom), gardees, contexte)
            erreurs += fautives
            if valeur is not None:
                gardees[champ.nom] = valeur
    return gardees, erreurs


def unknown(champs: Iterable[Champ], reponses: Reponses) -> list[ErreurDeChamp]:
    """The answers that none of these champs takes."""
    noms = {champ.nom for champ in champs if champ.type is not TypeDeChamp.EXPLICATION}
    inconnus = sorted(reponses.keys() - noms)[:INCONNUS_DITS]
    return [ErreurDeChamp(nom, "champ-inconnu", MESSAGES["champ-inconnu"]) for nom in inconnus]


def _answer(
    champ: Champ, saisie: object, gardees: dict[str, Valeur], contexte: Contexte
) -> tuple[Valeur | None, list[ErreurDeChamp]]:
    if champ.type is TypeDeChamp.EXPLICATION:
        return None, [Faute("arret").erreur(champ.nom, champ.libelle)] if champ.arret else []
    try:
        if champ.type is TypeDeChamp.GROUPE:
            return _groupe(champ, saisie, gardees, contexte)
        return parse_valeur(champ, saisie, gardees, contexte), []
    except ValeurRefusee as refus:
        return None, [faute.erreur(champ.nom, champ.libelle) for faute in refus.fautes]


def _groupe(
    champ: Champ, saisie: object, gardees: dict[str, Valeur], contexte: Contexte
) -> tuple[Valeur | None, list[ErreurDeChamp]]:
    """Each entry is a small form; those with nothing in them are dropped. A missing one shows what it lacks."""
    if not isinstance(saisie, list | None):
        raise ValeurRefusee(Faute("forme"))
    mini, maxi = (borne if isinstance(borne, int) else 1 for borne in (champ.min, champ.max))
    entrees = list(saisie or [])
    if len(entrees) > maxi:
        raise ValeurRefusee(Faute("groupe-max", {"max": maxi}))
    if champ.obligatoire:
        entrees += [{}] * (mini - len(entrees))
    lues = [_entry(champ, rang, entree, gardees, contexte) for rang, entree in enumerate(entrees)]
    erreurs = [erreur for _, fautives in lues for erreur in fautives]
    pleines = [garde for garde, _ in lues if garde]
    if not erreurs and len(pleines) < mini and (pleines or champ.obligatoire):
        raise ValeurRefusee(Faute("groupe-min", {"min": mini}))
    return (pleines if pleines and not erreurs else None), erreurs


def _entry(groupe: Champ, rang: int, saisie: object, gardees: dict[str, Valeur], contexte: Contexte) -> Lu:
    """Its conditions read its own answers and those given before the groupe."""
    ici, un = f"{groupe.nom}.{rang}", f"{groupe.libelle_un} {rang + 1}"
    if not isinstance(saisie, Mapping):
        return {}, [Faute("forme").erreur(ici, un)]
    champs = [replace(champ, libelle=f"{un} – {champ.libelle}") for champ in groupe.champs]
    avec, erreurs = check_champs(champs, saisie, gardees, contexte)
    erreurs += unknown(champs, saisie)
    gardee = {champ.nom: avec[champ.nom] for champ in champs if champ.nom in avec}
    return gardee, [replace(erreur, champ=f"{ici}.{erreur.champ}") for erreur in erreurs]


PARSERS: Mapping[TypeDeChamp, Callable[[Champ, object, Reponses, Contexte], Simple | None]] = {
    TypeDeChamp.TEXTE: lambda champ, valeur, _r, _c: simples.parse_texte_libre(champ, valeur),
    TypeDeChamp.TEXTE_LONG: lambda champ, valeur, _r, _c: simples.parse_texte_libre(champ, valeur),
    TypeDeChamp.NOMBRE: lambda champ, valeur, _r, _c: simples.parse_nombre(champ, valeur),
    TypeDeChamp.MONTANT: lambda champ, valeur, _r, _c: simples.parse_somme(champ, valeur),
    TypeDeChamp.DATE: simples.parse_date,
    TypeDeChamp.HEURE: lambda champ, valeur, _r, _c: simples.parse_horaire(champ, valeur),
    TypeDeChamp.OUI_NON: lambda _champ, valeur, _r, _c: simples.parse_oui_non(valeur),
    TypeDeChamp.CONSENTEMENT: lambda _champ, valeur, _r, _c: simples.parse_oui_non(valeur) or None,
    TypeDeChamp.CHOIX: lambda champ, valeur, _r, _c: simples.parse_choix(champ, valeur),
    TypeDeChamp.CHOIX_MULTIPLE: lambda champ, valeur, _r, _c: simples.parse_choix_multiple(champ, valeur),
    TypeDeChamp.ECOLE: lambda champ, valeur, _r, _c: simples.parse_ecole(champ, valeur),
    TypeDeChamp.COURRIEL: lambda _champ, valeur, _r, _c: parse_courriel(valeur),
    TypeDeChamp.TELEPHONE: lambda _champ, valeur, _r, _c: parse_telephone(valeur),
    TypeDeChamp.ADRESSE: lambda _champ, valeur, _r, _c: parse_adresse(valeur),
    TypeDeChamp.LIEU_NAISSANCE: lambda _champ, valeur, _r, contexte: parse_lieu(valeur, contexte),
    TypeDeChamp.IBAN: lambda _champ, valeur, _r, _c: numeros.parse_iban(valeur),
    TypeDeChamp.SIRET: lambda _champ, valeur, _r, _c: numeros.parse_siret(valeur),
    TypeDeChamp.RNA: lambda _champ, valeur, _r, _c: numeros.parse_rna(valeur),
    TypeDeChamp.MEMBRE: lambda _champ, valeur, _r, contexte: parse_membre(valeur, contexte.today),
    TypeDeChamp.POINT: lambda _champ, valeur, _r, _c: parse_point(valeur),
}
