"""The simulated PayFiP on a port of this machine: what the portal asks it is no trip to the store."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from chalicelib import clock
from chalicelib.config import settings
from chalicelib.domain.payfip import Resultat
from infra.local.mailbox_page import Clothes
from infra.local.payfip import PayFip
from infra.local.payfip_adresses import SERVICE
from infra.local.payfip_operations import Operations
from infra.local.payfip_reglages import Tableau
from infra.local.server import PortalServer


@dataclass(frozen=True, slots=True)
class Banque:
    """Where operations are settled, without any notification."""

    operations: Operations

    def pay(self, idop: str) -> None:
        """By card."""
        self.operations.choose(idop, Resultat.PAYE_CARTE)


@contextmanager
def on_payfip(folder: Path) -> Iterator[Banque]:
    """Inside the block, the commune's PayFiP is this one. `folder` gets its file."""
    operations, tableau = Operations(folder / "payfip.sqlite", clock.now), Tableau(folder / "payfip.sqlite")
    operations.prepare()
    tableau.prepare()
    simulated = PayFip(operations, tableau, lambda _operation, _reglages: None, Clothes(folder, ()), {})
    server = PortalServer(0)
    server.open(simulated.answer)
    commune = json.loads(os.environ["PORTAIL_COMMUNE"]) | {"payfip_service": server.origin + SERVICE}
    with mock.patch.dict(os.environ, PORTAIL_COMMUNE=json.dumps(commune), NO_PROXY="127.0.0.1"):
        settings.cache_clear()
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield Banque(operations)
        finally:
            server.shutdown()
            server.server_close()
    settings.cache_clear()
