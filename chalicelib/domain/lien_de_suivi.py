"""Following without compte: the numéro and one thing that only who asked knows; then a link, mailed, of 30 minutes.

The link carries a jeton: the numéro, its end, the id of its mail, and an HMAC of the three. The outbox holds the id,
the store nothing until it serves; then its hash, so that it serves once.
"""

import base64
import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime

from chalicelib.domain.demande import Demande
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import ErreurDeChamp, Introuvable, SaisieInvalide
from chalicelib.domain.session import DUREES, Genre

DUREE = DUREES[Genre.SUIVI]
"""Of the link, then of what it opens."""
PERIME = "Ce lien n’est plus valable. Demandez-en un autre avec le numéro de votre demande."
JETON = re.compile(r"(?P<lie>(?P<numero>[A-Z0-9-]{13})\.(?P<fin>\d{10,11})\.[\w-]{1,64})\.[\w-]{43}", re.ASCII)
"""Of the shape that was mailed: nothing else reaches the store."""
COURRIEL_MAXIMAL = 320
"""Characters; longer is nobody's."""


@dataclass(frozen=True, slots=True)
class Temoin:
    """What is typed beside the numéro; both must be right when both are given."""

    courriel: str | None = None
    naissance: date | None = None

    def knows(self, demande: Demande, definition: Definition) -> bool:
        """Compared in a time that does not depend on how much is right."""
        attendu = (demande.demandeur.courriel, str(demande.reponses.get(definition.controle, "")))
        presente = (self.courriel, self.naissance.isoformat() if self.naissance else None)
        return all(_same(a, p) for a, p in zip(attendu, presente, strict=True) if p is not None)


def check(courriel: str | None, naissance: str | None) -> Temoin:
    """Raises SaisieInvalide on `courriel` when neither is given, on `naissance` when it is no date."""
    if not (courriel or "").strip() and not naissance:
        detail = "Saisissez le courriel donné avec la demande, ou la date de naissance demandée par le formulaire."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("courriel", "obligatoire", detail),))
    try:
        jour = date.fromisoformat(naissance) if naissance else None
    except ValueError as error:
        detail = "Saisissez une date qui existe, avec le jour, le mois et l’année."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("naissance", "date", detail),)) from error
    return Temoin(courriel or None, jour)


def jeton(secret: bytes, numero: str, id: str, fin: datetime) -> str:  # noqa: A002 (the word of the outbox)
    """For the link of one mail."""
    return _seal(secret, f"{numero}.{int(fin.timestamp())}.{id}")


def read(secret: bytes, presente: str, now: datetime) -> tuple[str, datetime]:
    """The numéro that it opens, and its end. Raises Introuvable for what was not mailed, or too long ago."""
    lu = JETON.fullmatch(presente)
    if lu is None or not hmac.compare_digest(_seal(secret, lu["lie"]).encode(), presente.encode()):
        raise Introuvable(PERIME)
    fin = datetime.fromtimestamp(int(lu["fin"]), UTC)
    if now >= fin:
        raise Introuvable(PERIME)
    return lu["numero"], fin


def _seal(secret: bytes, lie: str) -> str:
    sceau = hmac.digest(secret, f"suivi/{lie}".encode(), hashlib.sha256)
    return f"{lie}.{base64.urlsafe_b64encode(sceau).decode().rstrip('=')}"


def _same(attendu: str, presente: str) -> bool:
    """An expected value that is empty is nobody's."""
    plain, other = _plain(attendu), _plain(presente)
    return hmac.compare_digest(plain, other) and plain != b""


def _plain(texte: str) -> bytes:
    borne = texte.strip()[:COURRIEL_MAXIMAL]
    return unicodedata.normalize("NFC", borne).casefold().encode("utf-8", "surrogatepass")
