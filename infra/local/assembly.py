"""The part of the local portal that needs the application: imported once the environment is set."""

import json
from pathlib import Path
from typing import Any

from app import app, relancer_courriels
from chalicelib import clock
from chalicelib.api.problems import gateway_problem
from chalicelib.services import courriels
from infra import cryptogrammes
from infra.local import demonstration
from infra.local.gateway import Gateway
from infra.local.horloge import Horloge
from infra.local.mailbox import Mailbox
from infra.local.outbox import Sender
from infra.local.portal import LOGINS, UNFINISHED, Options, Portal
from infra.local.routes_local import LocalRoutes
from infra.local.static import Site


def portal(options: Options, headers: tuple[tuple[str, str], ...]) -> Portal:
    """Ready to answer, with its demonstration data."""
    mailbox = Mailbox(options.data / "courriels.sqlite", clock.now)
    mailbox.create()
    horloge = Horloge(options.data / "horloge")
    horloge.restore()
    logins = options.data / LOGINS
    _demonstrate(logins, options.data / UNFINISHED)
    tasks = {"relancer_courriels": lambda: relancer_courriels({}, None)}
    local = LocalRoutes(mailbox, _solve, horloge, logins, tasks, headers, options.site)
    return Portal(Gateway(app, gateway_problem), local, Site(options.site, headers), Sender(courriels.send_pending))


def _solve(id: str) -> dict[str, Any]:  # noqa: A002
    cryptogrammes.look_older(id)
    return cryptogrammes.solve(id)


def _demonstrate(logins: Path, unfinished: Path) -> None:
    """Once per data folder; interrupted, or its tables lost, it starts again from nothing at the next start."""
    if logins.exists() and demonstration.is_there():
        return
    unfinished.touch()
    logins.write_text(json.dumps(demonstration.create(), ensure_ascii=False, indent=1), encoding="utf-8")
    unfinished.unlink()
