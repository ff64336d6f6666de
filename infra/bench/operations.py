"""What citizens and agents do, and what each may cost: the budgets of the portal stand here."""

import itertools
import secrets
from dataclasses import replace

from chalice.app import Chalice

from chalicelib import storage
from chalicelib.domain.page import TAILLE
from chalicelib.domain.session import Agent, Genre
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from infra.bench import saisies
from infra.bench.budgets import Budget, Event, Operation
from infra.bench.paiements import Guichet
from infra.bench.payfip import Banque
from infra.bench.visitor import Visitor

AGENT = Agent("bench@valmont-sur-lys.example", "Paul", "Noël", ("ccas",), ("lire", "traiter", "comptes"))


class Scene:
    """A citizen with more demandes than a page shows, an agent whose queues are as long."""

    def __init__(self, app: Chalice, banque: Banque) -> None:
        self.usager, self.agent, self.anonyme = Visitor(app), Visitor(app), Visitor(app)
        self.identifiant = self._open_compte()
        self.numeros = [self._submit() for _ in range(2 * TAILLE)]
        self.tour = itertools.cycle(self.numeros)
        empreinte = empreintes.of_password(saisies.MOT_DE_PASSE, Genre.AGENT)
        acces = Acces(f"agent:{AGENT.courriel}", AGENT.courriel, empreinte)
        storage.commit(storage.agents.creation(AGENT), storage.identifiants.creation(acces))
        self.agent.call("POST", "/agents/session", {"courriel": AGENT.courriel, "mot_de_passe": saisies.MOT_DE_PASSE})
        for event in [event for _ in range(TAILLE + 1) for event in self.decide()]:
            self.agent.send(event)
        self.attente = self._fill_queue()
        modele = storage.comptes.get(str(storage.identifiants.get(self.identifiant).sujet))
        self.guichet = Guichet(app, modele, banque)

    def _open_compte(self) -> str:
        corps = saisies.compte()
        self.anonyme.call("POST", "/comptes", corps)
        identifiant = f"amélie.{corps['identite']['nom_naissance'].lower()}"
        self.usager.call("POST", "/session", {"identifiant": identifiant, "mot_de_passe": saisies.MOT_DE_PASSE})
        return identifiant

    def _fill_queue(self) -> str:
        """More comptes to validate than a page shows; gives the id of one that has a double."""
        modele = storage.comptes.get(str(storage.identifiants.get(self.identifiant).sujet))
        for rang in range(TAILLE + 1):
            un = replace(modele, id=f"{rang:032x}")
            storage.commit(storage.comptes.creation(un))
        storage.commit(*storage.rapprochements.changes(None, un))
        return un.id

    def decide_compte(self) -> list[Event]:
        """A new one, validated."""
        saisie = saisies.compte()
        self.anonyme.call("POST", "/comptes", saisie)
        nom = f"amélie.{saisie['identite']['nom_naissance'].lower()}"
        sujet = storage.identifiants.get(nom).sujet
        return [self.agent.event("POST", f"/agents/comptes/{sujet}/decision", {"decision": "valide", "version": 1})]

    def _submit(self) -> str:
        return str(self.usager.call("POST", "/demandes", saisies.demande())["numero"])

    def decide(self) -> list[Event]:
        """On a demande of its own: a decision is taken once."""
        corps = {"evenement": "declarer_complet", "version": 1}
        return [self.agent.event("POST", f"/agents/demandes/{self._submit()}/evenements", corps)]

    def log_in(self, qui: Visitor | None = None) -> list[Event]:
        """With the right password, on the device of always or on that of `qui`; no session is left over from before."""
        self.usager.call("DELETE", "/sessions", {})
        return [self.log_in_again(qui)]

    def log_in_again(self, qui: Visitor | None = None) -> Event:
        """Beside the sessions already open."""
        corps = {"identifiant": self.identifiant, "mot_de_passe": saisies.MOT_DE_PASSE}
        return (qui or self.usager).event("POST", "/session", corps)

    def answer(self) -> list[Event]:
        """To the secret question of a compte of its own: five a day are taken."""
        corps = saisies.compte()
        self.anonyme.call("POST", "/comptes", corps)
        identifiant = f"amélie.{corps['identite']['nom_naissance'].lower()}"
        reponse = {"identifiant": identifiant, "reponse": corps["securite"]["reponse"]}
        return [self.anonyme.event("POST", "/mots-de-passe/reponse", reponse)]

    def save_draft(self) -> list[Event]:
        """One more saving of a form of 20 answers, beside nine other drafts."""
        slugs = [definition.slug for definition in storage.definitions.catalogue()][:10]
        compte = str(storage.identifiants.get(self.identifiant).sujet)
        deja = {resume.demarche: resume.revision for resume in storage.brouillons.of_compte(compte)}
        events = [self._draft(slug, deja.get(slug)) for slug in slugs]
        for event in events[1:]:
            self.usager.send(event)
        return events[:1]

    def _draft(self, slug: str, revision: int | None) -> Event:
        contenu = {
            "valeurs": {f"champ_{rang}": secrets.token_hex(16) for rang in range(20)},
            "etape": "a",
            "pieces": [],
        }
        version = storage.definitions.get(slug).version
        corps = {"version": version, "contenu": contenu, "revision": revision}
        return self.usager.event("PUT", f"/brouillons/{slug}", corps)

    def submit_without_compte(self) -> list[Event]:
        """With a cryptogramme of its own."""
        return [self.anonyme.event("POST", "/demandes", saisies.demande_sans_compte())]

    def ask_for_link(self) -> list[Event]:
        """Of each demande in turn: ten an hour are taken for one."""
        lien = {"numero": next(self.tour), "courriel": "inconnu@valmont-sur-lys.example"}
        return [self.anonyme.event("POST", "/suivi", lien)]

    def write(self) -> list[Event]:
        """A message, on a demande of its own."""
        corps = {"evenement": "message", "version": 1, "message": "Quand serai-je servie ?"}
        return [self.usager.event("POST", f"/demandes/{self._submit()}/evenements", corps)]

    def operations(self) -> list[Operation]:
        """All of them."""
        return [*self._of_citizens(), *self.guichet.operations(), *self._of_agents()]

    def _of_citizens(self) -> list[Operation]:
        numero, usager, anonyme = self.numeros[0], self.usager.event, self.anonyme.event
        return [
            Operation("catalogue", lambda: [anonyme("GET", "/demarches")], Budget(0, 0, 0)),
            Operation("definition", lambda: [anonyme("GET", "/demarches/inscription-scolaire")], Budget(1, 0.5, 0)),
            Operation("cryptogramme", lambda: [anonyme("POST", "/cryptogrammes", {})], Budget(2, 0, 2)),
            Operation("create compte", lambda: [anonyme("POST", "/comptes", saisies.compte())], Budget(5, 10, 26)),
            Operation("log in", self.log_in, Budget(3, 2, 4)),
            Operation("log in elsewhere", lambda: self.log_in(self.anonyme), Budget(3, 2, 9)),
            Operation("forgotten password", self.answer, Budget(3, 2, 10)),
            Operation("accueil", lambda: [usager("GET", "/accueil")], Budget(2, 3.5, 0)),
            Operation("save draft", self.save_draft, Budget(3, 2.5, 4)),
            Operation("list own demandes", lambda: [usager("GET", "/demandes")], Budget(2, 3, 0, 4, 0.6)),
            Operation(
                "search own demandes", lambda: [usager("GET", "/demandes?q=portage&etat=ouvertes")], Budget(2, 4, 0)
            ),
            Operation("read demande", lambda: [usager("GET", f"/demandes/{numero}")], Budget(2, 2.5, 0)),
            Operation("submit", lambda: [usager("POST", "/demandes", saisies.demande())], Budget(3, 2, 17, 6, 1)),
            Operation("submit without compte", self.submit_without_compte, Budget(5, 0, 18)),
            Operation("write about a demande", self.write, Budget(3, 2, 8)),
            Operation("ask for a link", self.ask_for_link, Budget(3, 1, 4)),
        ]

    def _of_agents(self) -> list[Operation]:
        numero, agent = self.numeros[0], self.agent.event
        return [
            Operation("agent: queue", lambda: [agent("GET", "/agents/demandes")], Budget(2, 3, 0)),
            Operation("agent: read demande", lambda: [agent("GET", f"/agents/demandes/{numero}")], Budget(2, 2, 1)),
            Operation("agent: decide", self.decide, Budget(3, 2, 14)),
            Operation("agent: comptes", lambda: [agent("GET", "/agents/comptes")], Budget(2, 3, 0)),
            Operation("agent: read compte", lambda: [agent("GET", f"/agents/comptes/{self.attente}")], Budget(2, 2, 1)),
            Operation(
                "agent: doubles", lambda: [agent("GET", f"/agents/comptes/{self.attente}/doublons")], Budget(3, 10, 1)
            ),
            Operation("agent: decide compte", self.decide_compte, Budget(3, 2, 20)),
        ]
