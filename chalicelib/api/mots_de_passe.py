"""/compte/mot-de-passe, /compte/question (R19, R20); /mots-de-passe/force: how good a password is."""

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree
from chalicelib.api.routing import Acces, AvecCookie, Routes
from chalicelib.api.session import opening
from chalicelib.domain import mot_de_passe
from chalicelib.domain.changement_de_mot_de_passe import Changement
from chalicelib.domain.limites import FORCES

routes = Routes(__name__)


class MotDePasseSaisi(Entree, frozen=True):
    """`actuel` may be left out after a mailed password only (R21)."""

    nouveau: str
    confirmation: str
    actuel: str | None = None


class QuestionSaisie(Entree, frozen=True):
    """`question`: a code of GET /questions."""

    mot_de_passe: str
    question: str
    reponse: str


class MotDePasseAPeser(Entree, frozen=True):
    """`personnels`: what an attacker would try first: names, courriel…"""

    mot_de_passe: str
    personnels: list[str]


class ForceDeMotDePasse(msgspec.Struct, frozen=True):
    """`score` from 0 to 4; `suffisant`: the portal would take it; `conseils`: sentences."""

    score: int
    suffisant: bool
    conseils: list[str]


@routes.on("PUT", "/compte/mot-de-passe", Acces.PROVISOIRE, 204)
def change(appel: Appel[MotDePasseSaisi]) -> AvecCookie[None]:
    """« Modifier mon mot de passe »: every other session ends."""
    saisi = appel.corps
    changement = Changement(saisi.actuel, saisi.nouveau, saisi.confirmation)
    connexion = services.mots_de_passe.change(appel.ouverte, changement, appel.visite)
    return AvecCookie(None, opening(connexion.session, connexion.jeton))


@routes.on("PUT", "/compte/question", Acces.USAGER, 204)
def change_question(appel: Appel[QuestionSaisie]) -> None:
    """« Modifier ma question/réponse »."""
    saisi = appel.corps
    services.mots_de_passe.change_question(
        appel.ouverte, saisi.mot_de_passe, saisi.question, saisi.reponse, appel.visite
    )


@routes.on("POST", "/mots-de-passe/force", Acces.PUBLIC)
def weigh(appel: Appel[MotDePasseAPeser]) -> ForceDeMotDePasse:
    """The judge of the creation and of the changes, before they are sent; nothing is kept."""
    services.limites.count(FORCES, appel.ip)
    force = mot_de_passe.weigh(appel.corps.mot_de_passe, tuple(appel.corps.personnels))
    return ForceDeMotDePasse(force.score, force.suffisant, list(force.conseils))
