"""« Modifier mon mot de passe », « Modifier ma question/réponse » (R19, R20): what is typed, checked."""

from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain import fiche, mot_de_passe
from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.saisie import Saisie

ACTUEL = "Mot de passe actuel : saisissez-le."
RECU = "C’est le mot de passe reçu par courriel\u00a0: choisissez-en un autre, que vous seul connaissez."
DIFFERENT = "Nouveau mot de passe, une seconde fois : il n’est pas le même que le premier."


@dataclass(frozen=True, slots=True)
class Changement:
    """Three times a password; `actuel` is None after the mailed one, which was it (R21)."""

    actuel: str | None
    nouveau: str
    confirmation: str


def check(changement: Changement, compte: Compte, *, provisoire: bool, recu: bool = False) -> None:
    """Everything but whether `actuel` is right; `recu`: `nouveau` is the mailed one, which works once (R21).

    Raises SaisieInvalide with every champ at fault.
    """
    erreurs = []
    if not changement.actuel and not provisoire:
        erreurs.append(ErreurDeChamp("actuel", "obligatoire", ACTUEL))
    if faiblesse := mot_de_passe.weakness(changement.nouveau, personal_words(compte), "nouveau"):
        erreurs.append(faiblesse)
    elif recu:
        erreurs.append(ErreurDeChamp("nouveau", "recu", RECU))
    if changement.nouveau != changement.confirmation:
        erreurs.append(ErreurDeChamp("confirmation", "different", DIFFERENT))
    if erreurs:
        raise SaisieInvalide(erreurs=tuple(erreurs))


def check_question(question: str, reponse: str, today: date) -> tuple[str, str]:
    """As at the creation. Raises SaisieInvalide."""
    saisie = Saisie(today)
    champs = [replace(champ, nom=champ.nom.removeprefix("securite.")) for champ in fiche.SECURITE.champs]
    gardees = saisie.check(champs, {"question": question, "reponse": reponse})
    saisie.close()
    return gardees["question"], gardees["reponse"]


def personal_words(compte: Compte) -> tuple[str, ...]:
    """What an attacker who knows the citizen tries first."""
    identite = compte.identite
    return (identite.nom_naissance, identite.nom, *identite.prenoms, compte.coordonnees.courriel)
