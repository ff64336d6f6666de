"""The operations that faults are tried on: the request, made twice alike, and what must be true after the second.

Each is prepared anew for each fault, with names of its own, so that what is counted is its own doing.
"""

import secrets
import string
import uuid
from dataclasses import asdict
from datetime import timedelta

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain.compte import Etat
from chalicelib.domain.essais import Essais
from chalicelib.domain.secours import mot_de_passe
from chalicelib.domain.session import Genre
from chalicelib.domain.transitions import Evenement
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from infra.cryptogrammes import draw
from tests.exemples import FIN
from tests.portail import AGENTS, MOT_DE_PASSE, Portail, compte, demande
from tests.races import decor

EMPREINTE = empreintes.of_password(MOT_DE_PASSE)


class Operation:
    """`run` gives the status; the statuses of success are `done`, those of the same request made again `again`."""

    done = again = (201,)
    calls = 3
    """At the least: to be sure that the faults had something to strike."""

    def __init__(self, portail: Portail, alentours):
        decor.empty()
        self.portail, self.alentours = portail, alentours
        self.cle, self.bodies = str(uuid.uuid4()), []
        self.prepare()

    def post(self, path, body):
        answer = self.portail.post(path, body, self.cle)
        self.bodies.append(answer.json_body)
        return answer.status_code

    def log_in(self):
        """A citizen whose session is open; straight to the store, one hash per process."""
        self.compte = decor.compte()
        storage.commit(storage.identifiants.creation(Acces(self.compte.identifiant, self.compte.id, EMPREINTE)))
        jeton, session = services.sessions.new(Genre.USAGER, self.compte.id, self.compte.identifiant)
        storage.sessions.save(session)
        seule = session.as_listed("Firefox sur Linux")
        storage.identifiants.record(storage.identifiants.get(session.identifiant), [seule], seule, clock.now())
        self.portail.cookies = {"__Host-usager": jeton}


class CreateCompte(Operation):
    calls = 2

    def prepare(self):
        self.portail.cookies = {}
        nom = "".join(secrets.choice(string.ascii_lowercase) for _ in range(8))
        identite = {"nom_naissance": nom, "prenoms": ["Amélie"], "naissance": {"date": "1985-03-27", "lieu": "Arras"}}
        solution = draw()
        self.body = compte() | {"identite": identite, "cryptogramme": asdict(solution)}
        self.identifiant = f"amélie.{nom}"

    def run(self):
        return self.post("/comptes", self.body)

    def check(self, constat, _panne):
        constat.expect("identifiants", [i["identifiant"]["S"] for i in decor.items("identifiants")], [self.identifiant])
        sujet = storage.identifiants.get(self.identifiant).sujet
        constat.expect("comptes", [item["compte"]["S"] for item in decor.items("comptes")], [sujet])
        constat.expect("where doubles meet", {i["compte"]["S"] for i in decor.items("rapprochements")}, {sujet})
        constat.expect("mails", [m["identifiant"] for m in decor.mails("compte_cree")], [self.identifiant])
        constat.expect("journal", [item["sujet"]["S"] for item in decor.items("journal")], [f"compte:{sujet}"])
        constat.expect("login", self.portail.login(self.identifiant).status_code, 200)


class Submit(Operation):
    """With a file: looked at in quarantine, and taken where it is."""

    slug = "inscription-scolaire"
    calls = 5

    def prepare(self):
        self.log_in()
        self.body = demande(self.slug)
        self.piece = next(iter(self.body["pieces"]))
        self.body["pieces"][self.piece] = {"cles": [self.alentours.drop(f"quarantaine/{self.cle}")]}

    def run(self):
        return self.post("/demandes", self.body)

    def check(self, constat, _panne):
        items = decor.items("demandes")
        numeros = {item["numero"]["S"] for item in items}
        constat.expect("numéros answered", {b["numero"] for b in self.bodies if "numero" in b}, numeros)
        constat.expect("demandes", len([item for item in items if item["element"]["S"] == "DEMANDE"]), 1)
        constat.expect("récépissés", [m["numero"] for m in decor.mails("demande_recue")], list(numeros))
        constat.expect(
            "journal", [item["sujet"]["S"] for item in decor.items("journal")], [f"demande:{n}" for n in numeros]
        )
        pieces = [piece for numero in numeros for piece in storage.demandes.get(numero).pieces]
        keys = {fichier.cle for piece in pieces for fichier in piece.fichiers}
        constat.expect("files at rest", keys <= self.alentours.objets.keys(), True)


class SubmitWithoutCompte(Submit):
    calls = 2

    def prepare(self):
        self.portail.cookies = {}
        solution = draw()
        self.body = demande("acte-deces") | {
            "contact": {"nom": "Lire", "prenom": "Amélie", "courriel": "amelie.lire@exemple.fr"},
            "cryptogramme": asdict(solution),
        }


class Decide(Operation):
    """Made again, the decision of one who got no answer: taken once, then told to be read again."""

    done, again = (200,), (200, 409)

    def prepare(self):
        self.numero = decor.demande().numero
        agent = AGENTS["ccas"]
        jeton, session = services.sessions.new(Genre.AGENT, agent.courriel, agent=agent)
        storage.sessions.save(session)
        self.portail.cookies = {"__Host-agent": jeton}

    def run(self):
        path = f"/agents/demandes/{self.numero}/evenements"
        return self.post(path, {"evenement": "declarer_complet", "version": 1})

    def check(self, constat, _panne):
        apres = storage.demandes.get(self.numero)
        constat.expect("history", [p.evenement for p in apres.historique], ["soumettre", "declarer_complet"])
        constat.expect("mails", len(decor.mails("demande_etat")), 1)
        constat.expect("lines of the journal", decor.count("journal"), 2)


class Complete(Operation):
    """Made again, the same request is recognised: one event, whatever answer was lost."""

    done = again = (200,)

    def prepare(self):
        avant = decor.demande()
        self.numero = avant.numero
        services.agents.decide(AGENTS["ccas"], self.numero, Evenement.DEMANDER_COMPLEMENT, "Le verso.", 1)
        jeton, session = services.sessions.new(Genre.USAGER, avant.compte)
        storage.sessions.save(session)
        self.portail.cookies = {"__Host-usager": jeton}

    def run(self):
        body = {"evenement": "completer", "version": 2, "message": "Le voici."}
        return self.post(f"/demandes/{self.numero}/evenements", body)

    def check(self, constat, _panne):
        apres = storage.demandes.get(self.numero)
        history = ["soumettre", "demander_complement", "completer"]
        constat.expect("history", [p.evenement for p in apres.historique], history)
        constat.expect("mails", len(decor.mails("demande_etat")), 2)
        constat.expect("lines of the journal", decor.count("journal"), 3)


class DecideCompte(Operation):
    """Made again, the decision of one who got no answer is found taken."""

    done = again = (200,)

    def prepare(self):
        self.compte = decor.compte(Etat.EN_ATTENTE)
        agent = AGENTS["comptes"]
        jeton, session = services.sessions.new(Genre.AGENT, agent.courriel, agent=agent)
        storage.sessions.save(session)
        self.portail.cookies = {"__Host-agent": jeton}

    def run(self):
        return self.post(f"/agents/comptes/{self.compte.id}/decision", {"decision": "valide", "version": 1})

    def check(self, constat, _panne):
        apres = storage.comptes.get(self.compte.id)
        constat.expect("state and version", (apres.etat, apres.version), (Etat.VALIDE, 2))
        constat.expect("mails", len(decor.mails("compte_valide")), 1)
        constat.expect("lines of the journal", decor.count("journal"), 1)


class LogIn(Operation):
    done = again = (200,)
    calls = 5

    def prepare(self):
        self.log_in()

    def run(self):
        return self.portail.login(self.compte.identifiant).status_code

    def check(self, constat, _panne):
        constat.expect("session", self.portail.get("/session").status_code, 200)
        constat.expect("tries left", storage.identifiants.get(self.compte.identifiant).essais, None)


class LogInWrongly(LogIn):
    """Every password looked at was counted first, whatever the store answered."""

    done = again = (401,)
    calls = 2
    looked_at = 0

    def run(self):
        statut = self.portail.login(self.compte.identifiant, "mauvais").status_code
        self.looked_at += statut == 401
        return statut

    def check(self, constat, _panne):
        essais = storage.identifiants.get(self.compte.identifiant).essais or Essais()
        constat.expect("counted at least as many as looked at", essais.dans_la_fenetre >= self.looked_at, True)


class ChangePassword(Operation):
    """Made again by who got no answer: their session is closed, or what they gave as the old password is not it."""

    done, again = (204,), (204, 401, 422)
    calls = 6
    nouveau = "trombone bleu dans la rivière"

    def prepare(self):
        self.log_in()
        self.cookies = dict(self.portail.cookies)

    def run(self):
        typed = {"actuel": MOT_DE_PASSE, "nouveau": self.nouveau, "confirmation": self.nouveau}
        return self.portail.call("PUT", "/compte/mot-de-passe", typed).status_code

    def check(self, constat, _panne):
        constat.expect("mails", len(decor.mails("mot_de_passe_change")), 1)
        constat.expect("lines of the journal", decor.count("journal"), 1)
        listed = storage.identifiants.get(self.compte.identifiant).sessions
        constat.expect("sessions listed", len(listed), 1)
        self.portail.cookies = self.cookies
        constat.expect("the old session", self.portail.get("/session").status_code, 401)
        constat.expect("the new password", self.portail.login(self.compte.identifiant, self.nouveau).status_code, 200)


class AnswerQuestion(Operation):
    """Made again, a second mail replaces the first: the password of the latest one opens (R21)."""

    done = again = (202,)
    calls = 5

    def prepare(self):
        self.portail.cookies = {}
        self.compte = decor.compte()
        reponse = empreintes.of_answer("Noisette")
        acces = Acces(self.compte.identifiant, self.compte.id, EMPREINTE, "premier-animal", reponse)
        storage.commit(storage.identifiants.creation(acces))

    def run(self):
        return self.post("/mots-de-passe/reponse", {"identifiant": self.compte.identifiant, "reponse": "Noisette"})

    def check(self, constat, _panne):
        secours = storage.identifiants.get(self.compte.identifiant).secours
        constat.expect("waits", secours is not None, True)
        mails = [mail["secours"] for mail in decor.mails("mot_de_passe_provisoire")]
        constat.expect("mails", secours is not None and secours.id in mails, True)
        recu = secours and mot_de_passe(settings().secret, secours.id)
        constat.expect("login", self.portail.login(self.compte.identifiant, recu or "").status_code, 200)


class SendMail(Operation):
    """The sweep, and again after the minute during which another sender may hold the mail."""

    done, again = (0, 1), (0, 1)
    calls = 4

    def prepare(self):
        decor.demande()
        self.avant = len(self.alentours.partis)

    def run(self):
        clock.offset += timedelta(minutes=2)
        return services.courriels.send_pending()

    def check(self, constat, panne):
        constat.expect("mails that wait", storage.outbox.waiting(FIN, 10), [])
        constat.expect("left", len(self.alentours.partis) - self.avant in self._copies(panne), True)

    @staticmethod
    def _copies(panne):
        """SES has no idempotency key: what it took without the portal knowing leaves again rather than never."""
        if panne.point.startswith("POST sesv2") and panne.faute in {"perdue", "mort"}:
            return (1, 2, 3) if panne.dure else (1, 2)
        unwritten = panne.point == "UpdateItem outbox 2" and panne.dure and panne.faute != "perdue"
        return (1, 2) if unwritten else (1,)


OPERATIONS = (
    CreateCompte,
    Submit,
    SubmitWithoutCompte,
    Decide,
    Complete,
    DecideCompte,
    LogIn,
    LogInWrongly,
    ChangePassword,
    AnswerQuestion,
    SendMail,
)
