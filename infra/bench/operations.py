"""What citizens and agents do, and what each may cost: the budgets of the portal stand here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chalice.app import Chalice

from chalicelib import storage
from chalicelib.domain.page import TAILLE
from chalicelib.domain.session import Agent, Genre
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from infra.bench import saisies
from infra.bench.visitor import Visitor

Event = dict[str, Any]
AGENT = Agent("bench@valmont-sur-lys.example", "Paul", "Noël", ("ccas",), ("lire", "traiter"))


@dataclass(frozen=True, slots=True)
class Budget:
    """None where nothing is promised. `trips` counts the session's.

    CPU in ms: `app` of Python without password hashing, `store` of the engine.
    """

    trips: int | None = None
    rcu: float | None = None
    wcu: float | None = None
    app: float | None = None
    store: float | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """`prepare` gives, anew for each run, the requests that a page sends at once."""

    nom: str
    prepare: Callable[[], list[Event]]
    budget: Budget = field(default_factory=Budget)


class Scene:
    """A citizen with more demandes than a page shows, an agent of the service that they go to."""

    def __init__(self, app: Chalice) -> None:
        self.usager, self.agent, self.anonyme = Visitor(app), Visitor(app), Visitor(app)
        self.identifiant = self._open_compte()
        self.numeros = [self._submit() for _ in range(TAILLE + 5)]
        empreinte = empreintes.of_password(saisies.MOT_DE_PASSE, Genre.AGENT)
        acces = Acces(f"agent:{AGENT.courriel}", AGENT.courriel, empreinte)
        storage.commit(storage.agents.creation(AGENT), storage.identifiants.creation(acces))
        self.agent.call("POST", "/agents/session", {"courriel": AGENT.courriel, "mot_de_passe": saisies.MOT_DE_PASSE})

    def _open_compte(self) -> str:
        corps = saisies.compte()
        self.anonyme.call("POST", "/comptes", corps)
        identifiant = f"amélie.{corps['identite']['nom_naissance'].lower()}"
        self.usager.call("POST", "/session", {"identifiant": identifiant, "mot_de_passe": saisies.MOT_DE_PASSE})
        return identifiant

    def _submit(self) -> str:
        return str(self.usager.call("POST", "/demandes", saisies.demande())["numero"])

    def decide(self) -> list[Event]:
        """On a demande of its own: a decision is taken once."""
        corps = {"evenement": "declarer_complet", "version": 1}
        return [self.agent.event("POST", f"/agents/demandes/{self._submit()}/evenements", corps)]

    def log_in(self) -> list[Event]:
        """With the right password."""
        corps = {"identifiant": self.identifiant, "mot_de_passe": saisies.MOT_DE_PASSE}
        return [self.anonyme.event("POST", "/session", corps)]

    def operations(self) -> list[Operation]:
        """All of them."""
        numero, usager, agent, anonyme = self.numeros[0], self.usager.event, self.agent.event, self.anonyme.event
        two_trips = Budget(2, 3)
        return [
            Operation("catalogue", lambda: [anonyme("GET", "/demarches")], Budget(0)),
            Operation("definition", lambda: [anonyme("GET", "/demarches/inscription-scolaire")], Budget(0)),
            Operation("cryptogramme", lambda: [anonyme("POST", "/cryptogrammes", {})], Budget(1)),
            Operation("create compte", lambda: [anonyme("POST", "/comptes", saisies.compte())]),
            Operation("log in", self.log_in, Budget(3, 2, 4)),
            Operation("accueil", lambda: [usager("GET", "/session"), usager("GET", "/demandes")], two_trips),
            Operation("list own demandes", lambda: [usager("GET", "/demandes")], Budget(2, 3, 0, 4, 0.6)),
            Operation("read demande", lambda: [usager("GET", f"/demandes/{numero}")], Budget(2)),
            Operation("submit", lambda: [usager("POST", "/demandes", saisies.demande())], Budget(3, app=6, store=1)),
            Operation(
                "submit without compte",
                lambda: [anonyme("POST", "/demandes", saisies.demande_sans_compte())],
                Budget(2),
            ),
            Operation("agent: queue", lambda: [agent("GET", "/agents/demandes")], two_trips),
            Operation("agent: read demande", lambda: [agent("GET", f"/agents/demandes/{numero}")], Budget(2)),
            Operation("agent: decide", self.decide),
        ]
