"""The addresses under /_local: what a rehearsal needs to see and to do, and that no deployed portal has."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from infra.local import adresses, mailbox_page, tuiles
from infra.local.exchange import Answer, Request, as_json, problem
from infra.local.horloge import Horloge
from infra.local.mailbox import Mailbox
from infra.local.mailbox_page import Clothes
from infra.local.payfip import PayFip
from infra.local.payfip_adresses import RACINE
from infra.local.phone import Phone

PREFIX = "/_local/"


@dataclass(frozen=True, slots=True)
class LocalRoutes:
    """What they answer from.

    `solve` gives a cryptogramme solved, from its id; `demonstration` is the file of the logins; `tasks` are the
    scheduled functions by name, each giving a count; `clothes` is what the pages of the mailbox and the SMS wear.
    """

    mailbox: Mailbox
    phone: Phone
    solve: Callable[[str], dict[str, Any]]
    horloge: Horloge
    demonstration: Path
    tasks: Mapping[str, Callable[[], int]]
    clothes: Clothes
    payfip: PayFip

    def answer(self, request: Request) -> Answer:
        """Anything unknown is a 404 problem."""
        if request.path == adresses.ENDPOINT:
            return adresses.answer(request)
        if request.path.startswith(tuiles.ENDPOINT):
            return tuiles.answer(request.path)
        if request.path.startswith(RACINE):
            return self.payfip.answer(request)
        address = request.path.removeprefix(PREFIX).split("/")
        answer = self._do(address, request.body) if request.method == "POST" else self._show(address)
        return answer or problem(404, "Cette adresse n’existe pas sur le portail local")

    def _show(self, address: list[str]) -> Answer | None:
        match address:
            case ["courriels" | "sms" as kind]:
                received = self.mailbox.list_all() if kind == "courriels" else self.phone.list_all()
                return as_json([asdict(message) for message in received])
            case ["courriels", ""]:
                return mailbox_page.mails(self.mailbox.list_all(), self.clothes)
            case ["sms", ""]:
                return mailbox_page.sms(self.phone.list_all(), self.clothes)
            case ["cryptogrammes", identifier]:
                return as_json(self.solve(identifier))
            case ["demonstration"]:
                return as_json(json.loads(self.demonstration.read_text(encoding="utf-8")))
        return None

    def _do(self, address: list[str], body: bytes) -> Answer | None:
        match address:
            case ["taches", name]:
                return self._run(name)
            case ["horloge"]:
                return self._advance(body)
        return None

    def _run(self, name: str) -> Answer:
        if name not in self.tasks:
            return problem(404, f"Tâche inconnue. Tâches\u00a0: {', '.join(sorted(self.tasks))}")
        return as_json({"tache": name, "traites": self.tasks[name]()})

    def _advance(self, body: bytes) -> Answer:
        try:
            seconds = int(json.loads(body)["avance_s"])
        except (ValueError, KeyError, TypeError):
            return problem(400, 'Le corps attendu est {"avance_s": N}, en secondes')
        return as_json({"avance_s": self.horloge.advance(seconds)})
