"""« Modifier mon mot de passe », « Modifier ma question/réponse » (R19, R20)."""

from functools import partial

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import changement_de_mot_de_passe as changements
from chalicelib.domain import secours
from chalicelib.domain.appareil import Visite
from chalicelib.domain.changement_de_mot_de_passe import Changement
from chalicelib.domain.modification import check_modifiable
from chalicelib.domain.session import Genre, Session
from chalicelib.services import avis_de_securite, empreintes, sessions
from chalicelib.services.renouvellements import renew
from chalicelib.services.sessions import Connexion

PASSE = "Vous avez choisi un nouveau mot de passe pour votre compte"


def change(session: Session, changement: Changement, visite: Visite) -> Connexion:
    """The one session that is left. After a mailed password, it is the only thing that can be done.

    Raises SaisieInvalide on `actuel`, `nouveau`, `confirmation`; CompteNonModifiable (R23), TropDEssais,
    EcritureConcurrente.
    """
    compte = storage.comptes.get(session.sujet)
    if not session.provisoire:
        check_modifiable(compte)
    recu = session.provisoire and secours.is_it(settings().secret, session.secours, changement.nouveau)
    changements.check(changement, compte, provisoire=session.provisoire, recu=recu)
    if session.provisoire:
        acces = sessions.access(session.identifiant)
    else:
        acces = sessions.confirm(session.identifiant, changement.actuel or "", "actuel")
    jeton, nouvelle = sessions.new(Genre.USAGER, compte.id, acces.identifiant)
    seule = nouvelle.as_listed(visite.appareil)
    empreinte = empreintes.of_password(changement.nouveau)
    courriel = avis_de_securite.about(compte, "mot_de_passe_change", {"passe": PASSE, "appareil": visite.appareil})
    renew(
        acces,
        nouvelle,
        seule,
        partial(storage.mots_de_passe.change, empreinte=empreinte, seule=seule),
        storage.outbox.deposit(courriel),
        avis_de_securite.line(compte, "mot_de_passe", visite.appareil),
        ancienne=session.empreinte,
    )
    return Connexion(jeton, nouvelle)


def change_question(session: Session, mot_de_passe: str, question: str, reponse: str, visite: Visite) -> None:
    """Raises SaisieInvalide on `mot_de_passe`, `question`, `reponse`; CompteNonModifiable (R23), TropDEssais."""
    compte = storage.comptes.get(session.sujet)
    check_modifiable(compte)
    question, reponse = changements.check_question(question, reponse, clock.today())
    acces = sessions.confirm(session.identifiant, mot_de_passe, "mot_de_passe")
    courriel = avis_de_securite.about(compte, "question_changee", {"appareil": visite.appareil})
    storage.commit(
        storage.mots_de_passe.question(acces, question, empreintes.of_answer(reponse)),
        storage.outbox.deposit(courriel),
        avis_de_securite.line(compte, "question", visite.appareil),
    )
