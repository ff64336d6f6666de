"""The part of the local portal that needs the application: imported once the environment is set."""

import json
from pathlib import Path
from typing import Any

import boto3

from app import (
    app,
    appliquer_conservation,
    controler_fichier,
    rappeler_factures,
    relancer_courriels,
    relancer_fichiers,
    relancer_imports,
    verifier_paiements,
)
from chalicelib import clock
from chalicelib.api.problems import gateway_problem
from chalicelib.config import settings
from chalicelib.domain import ouverture
from chalicelib.services import courriels, rangement
from infra import cryptogrammes
from infra.local import antivirus, demonstration, payfip_notification
from infra.local.antivirus import Antivirus
from infra.local.gateway import Gateway
from infra.local.horloge import Horloge
from infra.local.mailbox import Mailbox
from infra.local.mailbox_page import Clothes
from infra.local.outbox import Sender
from infra.local.payfip import PayFip
from infra.local.payfip_operations import Operations
from infra.local.payfip_reglages import Tableau
from infra.local.phone import Phone
from infra.local.portal import LOGINS, UNFINISHED, Options, Portal
from infra.local.routes_local import LocalRoutes
from infra.local.static import Site

VERIFICATION = 300.0
"""Seconds, as the schedule on AWS."""


class Unhurried:
    """What a Lambda function is told of its time: here, it has plenty."""

    def get_remaining_time_in_millis(self) -> int:
        """A quarter of an hour."""
        return 900_000


def portal(options: Options, headers: tuple[tuple[str, str], ...]) -> Portal:
    """Ready to answer, with its demonstration data."""
    received = options.data / "courriels.sqlite"
    mailbox, phone = Mailbox(received, clock.now), Phone(received, clock.now)
    mailbox.create()
    phone.create()
    horloge = Horloge(options.data / "horloge")
    horloge.restore()
    logins = options.data / LOGINS
    _demonstrate(logins, options.data / UNFINISHED)
    tasks = {
        "relancer_courriels": lambda: relancer_courriels({}, None),
        "relancer_fichiers": lambda: relancer_fichiers({}, None),
        "relancer_imports": lambda: relancer_imports({}, Unhurried()),
        "appliquer_conservation": lambda: appliquer_conservation({}, Unhurried()),
        "rappeler_factures": lambda: rappeler_factures({}, Unhurried()),
        "verifier_paiements": lambda: verifier_paiements({}, Unhurried()),
    }
    clothes = Clothes(options.site, headers, _hours())
    payfip = _payfip(options.data / "payfip.sqlite", clothes)
    local = LocalRoutes(mailbox, phone, _solve, horloge, logins, tasks, clothes, payfip)
    pages, sender = Site(options.site, headers), Sender(courriels.send_pending)
    importer = Sender(lambda _limit: relancer_imports({}, Unhurried()), "imports")
    verifier = Sender(_verify, "paiements", VERIFICATION)
    return Portal(Gateway(app, gateway_problem), local, pages, sender, importer, verifier, _antivirus())


def _verify(_limit: int) -> int:
    """Each paiement that waits was asked about: nothing is left for the next turn to do at once."""
    verifier_paiements({}, Unhurried())
    return 0


def _payfip(file: Path, clothes: Clothes) -> PayFip:
    operations, tableau = Operations(file, clock.now), Tableau(file)
    operations.prepare()
    tableau.prepare()
    libelles = {
        r.payfip.numcli: f"{settings().commune.nom} - {r.nom}" for r in settings().commune.regies.values() if r.payfip
    }
    return PayFip(operations, tableau, payfip_notification.send, clothes, libelles)


def _antivirus() -> Antivirus:
    s3, bucket = boto3.client("s3"), settings().bucket_pieces
    return Antivirus(lambda: antivirus.scan(s3, bucket), lambda event: controler_fichier(event, None), rangement.sweep)


def _hours() -> str:
    commune = settings().commune
    return ouverture.parse(commune.ouverture, commune.insee).describe()


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
