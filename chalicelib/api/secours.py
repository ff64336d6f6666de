"""« Mot de passe oublié ? » (R21) and « Identifiant oublié ? »: the same answer whoever exists."""

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree
from chalicelib.api.routing import Acces, Routes

routes = Routes(__name__)
MOT_DE_PASSE = "Si la réponse est exacte, un courriel part à l’adresse du compte avec un mot de passe provisoire."
IDENTIFIANT = "Si un compte est à cette adresse, un courriel y part avec son identifiant."


class IdentifiantOublieux(Entree, frozen=True):
    """Whose password is forgotten."""

    identifiant: str


class QuestionPosee(msgspec.Struct, frozen=True):
    """In full: « Comment s’appelait votre premier animal ? »."""

    question: str


class ReponseSecrete(Entree, frozen=True):
    """To that question."""

    identifiant: str
    reponse: str


class RappelDemande(Entree, frozen=True):
    """Whose identifiant is forgotten."""

    courriel: str


class Prise(msgspec.Struct, frozen=True):
    """Taken; what comes of it is in a mailbox."""

    detail: str


@routes.on("POST", "/mots-de-passe/question", Acces.PUBLIC)
def ask(appel: Appel[IdentifiantOublieux]) -> QuestionPosee:
    """The secret question; there is always one."""
    return QuestionPosee(services.secours.question(appel.corps.identifiant, appel.ip))


@routes.on("POST", "/mots-de-passe/reponse", Acces.PUBLIC, 202)
def answer(appel: Appel[ReponseSecrete]) -> Prise:
    """« Confirmer »: a right answer mails a password."""
    services.secours.answer(appel.corps.identifiant, appel.corps.reponse, appel.ip)
    return Prise(MOT_DE_PASSE)


@routes.on("POST", "/identifiants/rappel", Acces.PUBLIC, 202)
def remind(appel: Appel[RappelDemande]) -> Prise:
    """Mails the identifiants of a courriel to that courriel."""
    services.rappels.remind(appel.corps.courriel, appel.ip)
    return Prise(IDENTIFIANT)
