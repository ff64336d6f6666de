"""What the application reads from its environment, as the deployed function would find it, but on this machine."""

import json
import os
import secrets
import tomllib
from collections.abc import MutableMapping
from pathlib import Path

from chalicelib.domain import ouverture
from infra.local import adresses, mailbox, payfip_adresses, phone
from infra.local.console import Refus
from infra.local.engines import CREDENTIAL, REGION, Engines
from infra.tables import environment as table_names

COMMUNES = Path("infra/communes")


def commune(slug: str, origin: str) -> dict[str, object]:
    """The commune's file, with this machine's origin, and payments made at the PayFiP simulated here.

    Raises Refus when no such commune is there, or when its opening hours mean nothing.
    """
    file = COMMUNES / f"{slug}.toml"
    if not file.exists():
        known = ", ".join(sorted(other.stem for other in COMMUNES.glob("*.toml")))
        raise Refus(f"La commune «\u00a0{slug}\u00a0» n’existe pas. Communes connues\u00a0: {known}")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    try:
        ouverture.parse(found.get("ouverture", {}), found["insee"])
    except ouverture.OuvertureInvalide as error:
        raise Refus(f"{file}\u00a0: {str(error).removesuffix('.')}") from error
    return {
        **found,
        "origine": origin,
        "payfip_service": origin + payfip_adresses.SERVICE,
        "payfip_page": origin + payfip_adresses.PAGE,
    }


def secret(data: Path) -> str:
    """The key of every HMAC, drawn once per data folder: what it signed stays valid from one start to the next."""
    file = data / "secret"
    if not file.exists():
        draft = file.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        draft.replace(file)
    return file.read_text(encoding="ascii")


def settings(commune: dict[str, object], origin: str, data: Path, engines: Engines) -> dict[str, str]:
    """Everything that the portal is told, by variable."""
    return {
        **table_names(),
        "PORTAIL_COMMUNE": json.dumps(commune, ensure_ascii=False, default=str),
        "PORTAIL_SECRET": secret(data),
        "PORTAIL_INDULGENCE": "25",  # on this machine, all visitors have one address
        "PORTAIL_REGROUPEMENT": "5",  # nobody waits three minutes to see a mail
        "AWS_ENDPOINT_URL_DYNAMODB": engines.tables.url,
        "AWS_ENDPOINT_URL_S3": engines.pieces.url,
        "AWS_ENDPOINT_URL_SESV2": origin + mailbox.ENDPOINT,
        "AWS_ENDPOINT_URL_SNS": origin + phone.ENDPOINT,
        "PORTAIL_SERVICE_ADRESSES": origin + adresses.ENDPOINT,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": CREDENTIAL,
        "AWS_SECRET_ACCESS_KEY": CREDENTIAL,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def apply(settings: dict[str, str], to: MutableMapping[str, str]) -> None:
    """Also forgets the person's own AWS profile, and keeps a town hall's web proxy away from this machine's ports."""
    for foreign in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"):
        to.pop(foreign, None)
    near = ",".join(filter(None, (to.get("NO_PROXY") or to.get("no_proxy"), "127.0.0.1,localhost")))
    to.update(settings, NO_PROXY=near, no_proxy=near)
