"""Another courriel for a compte: taken once somebody confirmed it from the old mailbox and from the new one.

The link of each mail carries a jeton: the compte, the side, and an HMAC of both with the id of the change. The store
holds none of them, so that who reads it confirms nothing.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import replace
from datetime import datetime
from typing import Literal

from chalicelib.domain.compte import ChangementDeCourriel, Compte, Etat
from chalicelib.domain.conservation import CHANGEMENT_DE_COURRIEL
from chalicelib.domain.errors import Introuvable

Cote = Literal["ancienne", "nouvelle"]
COTES: tuple[Cote, Cote] = ("ancienne", "nouvelle")
JETON = re.compile(r"(?P<compte>[\w-]{1,64})\.(?P<cote>ancienne|nouvelle)\.[\w-]{43}", re.ASCII)
"""Of the shape that was mailed: nothing else reaches the store."""
A_CONFIRMER = "Courriel, à confirmer"
OUVERTS = (Etat.VALIDE, Etat.EN_ATTENTE)
"""A correction that the mairie asked for may be a courriel: it is confirmed while the compte waits."""


def ask(compte: Compte, courriel: str, id: str, now: datetime) -> Compte:  # noqa: A002 (the word of the API)
    """The compte, whose courriel waits; asking again for the same one keeps the links already sent."""
    deja = compte.changement_courriel
    if courriel == compte.coordonnees.courriel or (deja and deja.waits(now) and deja.courriel == courriel):
        return compte
    return replace(compte, changement_courriel=ChangementDeCourriel(id, courriel, now, now + CHANGEMENT_DE_COURRIEL))


def confirm(compte: Compte, cote: Cote, now: datetime) -> Compte:
    """Confirmed on one more side, and its new version; the same compte when that side already was."""
    attendu = compte.changement_courriel
    if attendu is None:
        raise Introuvable
    ancien, nouveau = attendu.ancien_confirme or cote == "ancienne", attendu.nouveau_confirme or cote == "nouvelle"
    confirme = replace(attendu, ancien_confirme=ancien, nouveau_confirme=nouveau)
    if confirme == attendu:
        return compte
    apres = replace(compte, changement_courriel=confirme, version=compte.version + 1)
    if confirme.fait:
        apres = replace(apres, coordonnees=replace(compte.coordonnees, courriel=attendu.courriel), verifie_le=now)
    return apres


def cancel(compte: Compte, now: datetime) -> Compte:
    """The courriel stays what it is; the same compte when nothing waits."""
    attendu = compte.changement_courriel
    if attendu is None or not attendu.waits(now):
        return compte
    return replace(compte, changement_courriel=None, version=compte.version + 1)


def refuse(compte: Compte) -> Compte:
    """The same, from one of the mailboxes. Raises Introuvable once it is done: it would be too late."""
    if compte.changement_courriel is None or compte.changement_courriel.fait:
        raise Introuvable
    return replace(compte, changement_courriel=None, version=compte.version + 1)


def forget(compte: Compte) -> Compte:
    """Too old: nothing is left of the address."""
    return replace(compte, changement_courriel=None, version=compte.version + 1)


def is_new(avant: Compte, apres: Compte) -> bool:
    """Whether a courriel was asked for between the two."""
    attendu = apres.changement_courriel
    return attendu is not None and (avant.changement_courriel is None or attendu.id != avant.changement_courriel.id)


def reste(compte: Compte) -> Cote | None:
    """The side that has not confirmed yet."""
    attendu = compte.changement_courriel
    if attendu is None or attendu.fait:
        return None
    return "nouvelle" if attendu.ancien_confirme else "ancienne"


def jeton(secret: bytes, compte: str, changement: str, cote: Cote) -> str:
    """For the link of one of the two mails."""
    sceau = hmac.new(secret, f"courriel/{compte}/{changement}/{cote}".encode(), hashlib.sha256).digest()
    return f"{compte}.{cote}.{base64.urlsafe_b64encode(sceau).decode().rstrip('=')}"


def read(jeton: str) -> tuple[str, Cote]:
    """The compte and the side that it speaks of, not yet proved. Raises Introuvable."""
    lu = JETON.fullmatch(jeton)
    if lu is None:
        raise Introuvable
    return lu["compte"], "ancienne" if lu["cote"] == "ancienne" else "nouvelle"


def check(secret: bytes, presente: str, compte: Compte, cote: Cote, now: datetime) -> None:
    """Raises Introuvable, without telling whether it is wrong, cancelled or too old."""
    attendu = compte.changement_courriel
    juste = jeton(secret, compte.id, attendu.id if attendu else "", cote)
    prouve = hmac.compare_digest(juste.encode(), presente.encode("utf-8", "surrogatepass"))
    if not prouve or attendu is None or now >= attendu.expire_le or compte.etat not in OUVERTS:
        raise Introuvable
