"""PayFiP on a port of this machine, for tests: what it answers, forgets and notifies is theirs to decide.

    with simulateur() as payfip:
        idop = payfip.creer(montant=1250)      # or through the portal
        payfip.choisir(idop, "P")              # the button of the payment page
        payfip.notifications                   # what was not sent: [(url, {"idop": …})]

While the block runs, the commune's payfip_service and payfip_page are this one, and its client gives up after DELAI.
"""

import json
import os
import tempfile
from collections import Counter, deque
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Lock, Thread, local
from unittest import mock

import msgspec

from chalicelib import clock
from chalicelib.clients import payfip as client
from chalicelib.config import settings
from chalicelib.domain.payfip import Creation
from infra.local import kept, payfip_adresses, payfip_notification, payfip_soap
from infra.local.mailbox_page import SHELL, Clothes
from infra.local.payfip import PayFip
from infra.local.payfip_operations import Operations
from infra.local.payfip_reglages import Reglages
from infra.local.server import PortalServer
from infra.site_headers import headers

DELAI = 0.4
"""Seconds after which the client gives up; a silent simulator waits for twice as long."""
IDOP_INCONNU = "00000000-0000-4000-8000-000000000000"
ANNONCE = {
    "exer": 2026, "mel": "camille@exemple.test", "montant": 1250, "numcli": "006382", "objet": "Cantine novembre",
    "refdet": "V267KQF3MXPABCD", "saisie": "T", "urlnotif": "http://127.0.0.1:9/notification",
    "urlredirect": "http://127.0.0.1:9/retour",
}  # fmt: skip


class Simulateur:
    """What a test does to it; threads may do so together."""

    def __init__(self, folder):
        (folder / SHELL).write_text("<title>PayFiP</title><main></main>", encoding="utf-8")
        self.operations = Operations(folder / "payfip.sqlite", self.now)
        self.operations.prepare()
        self.reglages, self.decalage = Reglages(), timedelta(0)
        self.notifications, self.appels = [], Counter()
        self.pannes = deque()
        self._verrou, self._appel = Lock(), local()
        clothes = Clothes(folder, tuple(headers("http://127.0.0.1", None).items()))
        self.payfip = PayFip(self.operations, self, self._notifier, clothes, {"006382": "Ville", "006383": "CCAS"})
        self.origin = ""

    @property
    def service(self):
        return self.origin + payfip_adresses.SERVICE

    @property
    def page(self):
        return self.origin + payfip_adresses.PAGE

    def now(self):
        """The portal's clock, and what `avancer` adds for PayFiP alone."""
        return clock.now() + self.decalage

    def avancer(self, **delai):
        """avancer(minutes=15): for the simulator only; move chalicelib.clock.offset for both."""
        self.decalage += timedelta(**delai)

    def regler(self, **reglages):
        """As the switches of the local portal, infra/local/payfip_reglages.py; without any, all is well again."""
        self.reglages = Reglages(attente_s=2 * DELAI, **{"notification": "aucune", **reglages})

    def creer(self, **champs):
        """An idOp, announced by the portal's own client."""
        return client.creer(Creation(**{**ANNONCE, **champs}))

    def ouvrir(self, idop):
        """The browser arrives on the payment page."""
        self.operations.open(idop)

    def choisir(self, idop, resultat):
        """One of P, V, A, R, Z. Raises Faute P1, P3, P4 as the page shows it."""
        return self.payfip.settle(idop, resultat)

    def forcer(self, idop, resultat):
        """The same against the rules of time: a success that comes an hour after the abandon."""
        with mock.patch.object(Operations, "_usable", Operations.find):
            return self.payfip.settle(idop, resultat)

    def idop_of(self, refdet):
        """Of the last operation announced with this refdet; None when there is none."""
        with kept.opened(self.operations.file) as base:
            query = "SELECT idop FROM operations WHERE json_extract(champs, '$.refdet') = ? ORDER BY rowid DESC"
            found = base.execute(query, (refdet,)).fetchone()
        return found and found[0]

    def read(self):
        """The switches, with the breakdown of `pannes` that befell this call, if one did."""
        panne = getattr(self._appel, "panne", None)
        return self.reglages if panne is None else msgspec.structs.replace(self.reglages, panne=panne)

    def write(self, reglages):
        """As the page of the switches does."""
        self.reglages = reglages

    def handle(self, request):
        """Each call to the service is counted, and meets the next of `pannes` while there are any."""
        service = request.method == "POST" and request.path == payfip_adresses.SERVICE
        with self._verrou:
            self._appel.panne = self.pannes.popleft() if service and self.pannes else None
            for operation in payfip_soap.OPERATIONS if service else ():
                self.appels[operation] += f":{operation} ".encode() in request.body
        return self.payfip.answer(request)

    def _notifier(self, operation, reglages):
        with self._verrou:
            self.notifications.append((operation.champs["urlnotif"], {reglages.champ: operation.idop}))
        payfip_notification.send(operation, reglages)


@contextmanager
def simulateur():
    """Notifications are kept, not sent, unless `regler(notification="normale")` says otherwise."""
    rapide = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=rapide)))
        simulateur, server = Simulateur(folder), PortalServer(0)
        stack.callback(server.server_close)
        simulateur.regler()
        simulateur.origin = server.origin
        server.open(simulateur.handle)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        stack.callback(server.shutdown)
        commune = json.loads(os.environ["PORTAIL_COMMUNE"])
        commune |= {"payfip_service": simulateur.service, "payfip_page": simulateur.page}
        environment = {"PORTAIL_COMMUNE": json.dumps(commune), "NO_PROXY": "127.0.0.1"}
        stack.callback(settings.cache_clear)
        stack.enter_context(mock.patch.dict(os.environ, environment))
        stack.enter_context(mock.patch.object(client, "DELAI", DELAI))
        settings.cache_clear()
        yield simulateur
