"""Counting what one address does, before it is done. Without an answer from the store, it is refused."""

import hashlib
import hmac
from functools import partial

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain.errors import TropDEssais
from chalicelib.domain.limites import Limite


def count_each(*comptages: tuple[Limite, str]) -> None:
    """Several limits at once. Raises TropDEssais. One round trip."""
    storage.together(*(partial(count, limite, adresse) for limite, adresse in comptages))


def count(limite: Limite, adresse: str) -> None:
    """`adresse`: an IP or a courriel, kept only as an HMAC. Raises TropDEssais beyond the limit. One round trip."""
    now = clock.now()
    rang, fin = limite.window(now)
    texte = f"limite/{limite.nom}/{rang}/{adresse.strip().lower()}"
    cle = hmac.new(settings().secret, texte.encode(), hashlib.sha256).hexdigest()
    maximum = limite.maximum if limite.stricte else limite.maximum * settings().indulgence
    if not storage.limites.count(cle, maximum, fin):
        raise TropDEssais(int((fin - now).total_seconds()))
