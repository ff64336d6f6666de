"""What a citizen types to create a compte (R7, R9): checked tab by tab, every champ at fault at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chalicelib.domain import identifiant, mot_de_passe
from chalicelib.domain.champs import Valeur, check_champs
from chalicelib.domain.compte import (
    QUESTIONS,
    Adresse,
    Communication,
    Coordonnees,
    Identite,
    Lien,
    Membre,
    Naissance,
)
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.formulaire import Champ, Option, TypeDeChamp
from chalicelib.domain.jour import Jour
from chalicelib.domain.texte import BLANCS

TEXTE, COURRIEL, DATE = TypeDeChamp.TEXTE, TypeDeChamp.COURRIEL, TypeDeChamp.DATE
NAISSANCE = Champ("date", DATE, "Date de naissance", min=Jour("1900-01-01"), max=Jour("aujourdhui"))
NOM = Champ("nom_naissance", TEXTE, "Nom de naissance", longueur_max=80)
PRENOM = Champ("prenoms", TEXTE, "Prénoms", longueur_max=80)
IDENTITE = (
    NOM,
    Champ("nom_usage", TEXTE, "Nom d’usage", longueur_max=80, obligatoire=False),
    Champ(
        "civilite",
        TypeDeChamp.CHOIX,
        "Civilité",
        obligatoire=False,
        options=(Option("madame", "Madame"), Option("monsieur", "Monsieur")),
    ),
)
LIEU = Champ("lieu", TEXTE, "Lieu de naissance", longueur_max=100)
COORDONNEES = (
    Champ("courriel", COURRIEL, "Courriel"),
    Champ("telephone", TypeDeChamp.TELEPHONE, "Téléphone", obligatoire=False),
    Champ("adresse", TypeDeChamp.ADRESSE, "Adresse"),
)
SECURITE = (
    Champ(
        "question",
        TypeDeChamp.CHOIX,
        "Question secrète",
        options=tuple(Option(code, libelle) for code, libelle in QUESTIONS.items()),
    ),
    Champ("reponse", TEXTE, "Réponse à la question secrète", longueur_max=120),
)
CONTACT = (
    Champ("nom", TEXTE, "Nom", longueur_max=80),
    Champ("prenom", TEXTE, "Prénom", longueur_max=80),
    Champ("courriel", COURRIEL, "Courriel"),
)
MEMBRES_MAXIMUM = 20
PRENOMS_MAXIMUM = 10
LETTRES = "Nom et prénoms : écrivez-les en lettres latines, comme sur votre carte d’identité."


@dataclass(frozen=True, slots=True)
class Creation:
    """A valid creation: `mot_de_passe` and `reponse` are still in clear, on their way to their hashes."""

    identite: Identite
    coordonnees: Coordonnees
    communication: Communication
    membres: tuple[Membre, ...]
    mot_de_passe: str
    question: str
    reponse: str


class _Saisie:
    """Collects the champs at fault under their paths."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.erreurs: list[ErreurDeChamp] = []

    def check(self, chemin: str, champs: Iterable[Champ], valeurs: Mapping[str, object]) -> dict[str, Any]:
        gardees, erreurs = check_champs(champs, valeurs, {}, self.today)
        self.erreurs += [replace(erreur, champ=f"{chemin}.{erreur.champ}") for erreur in erreurs]
        return gardees

    def prenoms(self, chemin: str, prenoms: Iterable[str]) -> tuple[str, ...]:
        listes = [prenom for prenom in prenoms if prenom.strip(BLANCS)] or [""]
        if len(listes) > PRENOMS_MAXIMUM:
            detail = f"Prénoms : {PRENOMS_MAXIMUM} au maximum. Gardez les premiers, dans l’ordre de l’acte."
            self.erreurs.append(ErreurDeChamp(f"{chemin}.prenoms", "trop-long", detail))
            return ()
        return tuple(str(self.check(chemin, (PRENOM,), {"prenoms": p}).get("prenoms", "")) for p in listes)


def check(
    identite: Mapping[str, Any],
    coordonnees: Mapping[str, Any],
    communication: Communication,
    membres: Iterable[Mapping[str, Any]],
    securite: Mapping[str, str],
    today: date,
) -> Creation:
    """Normalised values of the body of POST /comptes. Raises SaisieInvalide with every champ at fault."""
    saisie = _Saisie(today)
    personne = _identite(saisie, identite)
    contact = _coordonnees(saisie, coordonnees, communication)
    foyer = _membres(saisie, list(membres))
    secrets = saisie.check("securite", SECURITE, securite)
    personnels = (personne.nom_naissance, personne.nom, *personne.prenoms, contact.courriel)
    if faiblesse := mot_de_passe.weakness(securite["mot_de_passe"], personnels):
        saisie.erreurs.append(faiblesse)
    if saisie.erreurs:
        raise SaisieInvalide(erreurs=tuple(saisie.erreurs))
    return Creation(
        personne, contact, communication, foyer, securite["mot_de_passe"], secrets["question"], secrets["reponse"]
    )


def check_contact(contact: Mapping[str, object], today: date) -> tuple[dict[str, Valeur], tuple[ErreurDeChamp, ...]]:
    """Who asks without a compte, and the champs at fault."""
    saisie = _Saisie(today)
    return saisie.check("contact", CONTACT, contact), tuple(saisie.erreurs)


def _identite(saisie: _Saisie, identite: Mapping[str, Any]) -> Identite:
    gardees = saisie.check("identite", IDENTITE, identite)
    prenoms = saisie.prenoms("identite", identite["prenoms"])
    naissance = saisie.check("identite.naissance", (NAISSANCE, LIEU), identite["naissance"])
    personne = Identite(
        gardees.get("nom_naissance", ""),
        prenoms,
        _naissance(naissance),
        gardees.get("nom_usage"),
        gardees.get("civilite"),
    )
    if not saisie.erreurs and "." not in identifiant.base(personne.prenoms, personne.nom):
        saisie.erreurs.append(ErreurDeChamp(f"identite.{_without_letters(personne)}", "lettres", LETTRES))
    return personne


def _without_letters(personne: Identite) -> str:
    """Of the two champs that make the identifiant (R13), the one that gives it nothing."""
    if not identifiant.base((), personne.nom):
        return "nom_usage" if personne.nom_usage else "nom_naissance"
    return "prenoms"


def _naissance(gardees: Mapping[str, str]) -> Naissance:
    return Naissance(date.fromisoformat(gardees.get("date", "1900-01-01")), gardees.get("lieu", ""))


def _coordonnees(saisie: _Saisie, coordonnees: Mapping[str, Any], communication: Communication) -> Coordonnees:
    gardees = saisie.check("coordonnees", COORDONNEES, coordonnees)
    if communication == "telephone" and not str(coordonnees.get("telephone") or "").strip(BLANCS):
        detail = "Téléphone : saisissez le numéro où vous voulez recevoir nos messages."
        saisie.erreurs.append(ErreurDeChamp("coordonnees.telephone", "obligatoire", detail))
    adresse = gardees.get("adresse", {"lignes": [], "code_postal": "", "commune": ""})
    return Coordonnees(
        gardees.get("courriel", ""),
        Adresse(tuple(adresse["lignes"]), adresse["code_postal"], adresse["commune"]),
        gardees.get("telephone"),
    )


def _membres(saisie: _Saisie, membres: list[Mapping[str, Any]]) -> tuple[Membre, ...]:
    if len(membres) > MEMBRES_MAXIMUM:
        detail = f"Foyer : {MEMBRES_MAXIMUM} personnes au maximum. La mairie peut en ajouter d’autres."
        saisie.erreurs.append(ErreurDeChamp("membres", "trop-long", detail))
        return ()
    return tuple(_membre(saisie, rang, membre) for rang, membre in enumerate(membres))


def _membre(saisie: _Saisie, rang: int, membre: Mapping[str, Any]) -> Membre:
    chemin = f"membres.{rang}"
    gardees = saisie.check(chemin, (NOM,), membre)
    prenoms = saisie.prenoms(chemin, membre["prenoms"])
    naissance = saisie.check(f"{chemin}.naissance", (NAISSANCE,), membre["naissance"])
    lien: Lien = membre["lien"]
    return Membre(f"m{rang + 1}", lien, gardees.get("nom_naissance", ""), prenoms, _naissance(naissance))
