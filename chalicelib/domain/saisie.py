"""What a citizen types of their compte, checked: every champ at fault at once, under its path."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chalicelib.domain import fiche, identifiant
from chalicelib.domain.champs import Valeur, check_champs
from chalicelib.domain.compte import Adresse, Communication, Coordonnees, Identite, Lien, Membre, Naissance
from chalicelib.domain.contexte import Contexte
from chalicelib.domain.coordonnees import is_mobile
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.formulaire import Champ
from chalicelib.domain.texte import BLANCS

LETTRES = "Nom et prénoms : écrivez-les en lettres latines, comme sur votre carte d’identité."
MOBILE = "Téléphone : saisissez un numéro de mobile pour recevoir des SMS, ou choisissez le courriel."
PLUS_AGE = "Date de naissance : un enfant ne peut pas être né avant vous. Vérifiez l’année, ou choisissez « Adulte »."


class Saisie:
    """Collects the champs at fault; each method gives what could be kept of one part of the body."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.erreurs: list[ErreurDeChamp] = []

    def close(self) -> None:
        """Raises SaisieInvalide with every champ at fault."""
        if self.erreurs:
            raise SaisieInvalide(erreurs=tuple(self.erreurs))

    def refuse(self, champ: str, code: str, detail: str) -> None:
        """One more champ at fault."""
        self.erreurs.append(ErreurDeChamp(champ, code, detail))

    def check(self, champs: Iterable[Champ], valeurs: Mapping[str, object]) -> dict[str, Any]:
        """By path."""
        gardees, erreurs = check_champs(champs, valeurs, {}, Contexte(self.today))
        self.erreurs += erreurs
        return gardees

    def contact(self, contact: Mapping[str, object]) -> dict[str, Valeur]:
        """Who asks without a compte, by path."""
        return self.check(fiche.CONTACT, flatten("contact", contact))

    def identite(self, saisie: Mapping[str, Any]) -> Identite:
        """An identity that can give an identifiant (R13)."""
        avant = len(self.erreurs)
        gardees = self.check(_one_by_one(fiche.IDENTITE.champs), flatten("identite", saisie))
        personne = Identite(
            gardees.get("identite.nom_naissance", ""),
            self._prenoms("identite", saisie["prenoms"]),
            _naissance("identite", gardees),
            gardees.get("identite.nom_usage"),
            gardees.get("identite.civilite"),
        )
        if len(self.erreurs) == avant and (champ := _without_letters(personne)):
            self.refuse(f"identite.{champ}", "lettres", LETTRES)
        return personne

    def coordonnees(self, saisie: Mapping[str, Any]) -> Coordonnees:
        """Where the mairie writes."""
        gardees = self.check(fiche.COORDONNEES.champs, {f"coordonnees.{cle}": v for cle, v in saisie.items()})
        adresse = gardees.get("coordonnees.adresse", {"lignes": [], "code_postal": "", "commune": ""})
        return Coordonnees(
            gardees.get("coordonnees.courriel", ""),
            Adresse(tuple(adresse["lignes"]), adresse["code_postal"], adresse["commune"]),
            gardees.get("coordonnees.telephone"),
        )

    def communication(self, mode: Communication, telephone: str | None) -> Communication:
        """SMS ask for a mobile (R3)."""
        deja = any(erreur.champ == "coordonnees.telephone" for erreur in self.erreurs)
        if mode == "telephone" and not deja:
            if telephone is None:
                detail = "Téléphone : saisissez le numéro où vous voulez recevoir nos messages."
                self.refuse("coordonnees.telephone", "obligatoire", detail)
            elif not is_mobile(telephone):
                self.refuse("coordonnees.telephone", "mobile", MOBILE)
        return mode

    def membres(self, saisies: list[Mapping[str, Any]], titulaire: Identite) -> tuple[Membre, ...]:
        """Those who have an `id` keep it; the others are left without one."""
        if len(saisies) > fiche.MEMBRES_MAXIMUM:
            detail = f"Foyer : {fiche.MEMBRES_MAXIMUM} personnes au maximum. La mairie peut en ajouter d’autres."
            self.refuse("membres", "trop-long", detail)
            return ()
        return tuple(self._membre(rang, saisie, titulaire) for rang, saisie in enumerate(saisies))

    def _membre(self, rang: int, saisie: Mapping[str, Any], titulaire: Identite) -> Membre:
        chemin = f"membres.{rang}"
        gardees = self.check(_one_by_one(fiche.membre(rang)), flatten(chemin, saisie))
        lien: Lien = saisie["lien"]
        naissance = _naissance(chemin, gardees)
        if lien == "enfant" and f"{chemin}.naissance.date" in gardees and naissance.date < titulaire.naissance.date:
            self.refuse(f"{chemin}.naissance.date", "plus-age-que-vous", PLUS_AGE)
        return Membre(
            saisie.get("id") or "",
            lien,
            gardees.get(f"{chemin}.nom_naissance", ""),
            self._prenoms(chemin, saisie["prenoms"]),
            naissance,
            gardees.get(f"{chemin}.relation"),
            gardees.get(f"{chemin}.ecole"),
        )

    def _prenoms(self, chemin: str, prenoms: list[str]) -> tuple[str, ...]:
        """As on the acte, in their order; each is a champ of its own, under one path.

        An empty list says that there is none; a list of blanks, that the champ was forgotten.
        """
        listes = [prenom for prenom in prenoms if prenom.strip(BLANCS)] or prenoms[:1]
        if len(listes) > fiche.PRENOMS_MAXIMUM:
            detail = f"Prénoms : {fiche.PRENOMS_MAXIMUM} au maximum. Gardez les premiers, dans l’ordre de l’acte."
            self.refuse(f"{chemin}.prenoms", "trop-long", detail)
            return ()
        champ = fiche.prenoms(chemin)
        return tuple(str(self.check((champ,), {champ.nom: prenom}).get(champ.nom, "")) for prenom in listes)


def flatten(chemin: str, valeur: Mapping[str, Any]) -> dict[str, object]:
    """By path: {"naissance": {"date": …}} under `identite` is {"identite.naissance.date": …}."""
    plat: dict[str, object] = {}
    for cle, contenu in valeur.items():
        plat |= flatten(f"{chemin}.{cle}", contenu) if isinstance(contenu, Mapping) else {f"{chemin}.{cle}": contenu}
    return plat


def _one_by_one(champs: Iterable[Champ]) -> list[Champ]:
    """Less the prénoms, which are a list in the body."""
    return [champ for champ in champs if not champ.nom.endswith(".prenoms")]


def _naissance(chemin: str, gardees: Mapping[str, str]) -> Naissance:
    jour = gardees.get(f"{chemin}.naissance.date", "1900-01-01")
    return Naissance(date.fromisoformat(jour), gardees.get(f"{chemin}.naissance.lieu", ""))


def _without_letters(personne: Identite) -> str:
    """Of the champs that make the identifiant (R13), one that gives it nothing; "" when all do."""
    if not identifiant.base((), personne.nom):
        return "nom_usage" if personne.nom_usage else "nom_naissance"
    return "prenoms" if personne.prenoms and not identifiant.base(personne.prenoms, "") else ""
