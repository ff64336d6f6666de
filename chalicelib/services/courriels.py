"""The outbox: what was committed leaves, once."""

from chalicelib import clock, storage
from chalicelib.clients import ses
from chalicelib.domain.errors import Indisponible
from chalicelib.observability import count, logger
from chalicelib.rendering.courriels import render


def send(id: str) -> bool:  # noqa: A002
    """Whether this call sent it. Raises Indisponible when SES does not take it: the mail waits for the next try.

    A crash after SES answered and before the store knows is the only way to a second copy.
    """
    courriel = storage.outbox.claim(id, clock.now())
    if courriel is None:
        return False
    try:
        ses.send(courriel.destinataire, *render(courriel))
    except Indisponible:
        storage.outbox.postpone(courriel, clock.now())
        raise
    storage.outbox.sent(id, clock.now())
    count("courriels_envoyes", modele=courriel.modele)
    return True


def send_pending(limit: int = 25) -> int:
    """How many left; the sweep behind the stream, for what it missed."""
    envoyes = 0
    for id in storage.outbox.waiting(clock.now(), limit):  # noqa: A001
        try:
            envoyes += send(id)
        except Indisponible as error:
            logger.warning("mail kept for later", extra={"outbox": id, "cause": type(error.__cause__).__name__})
    return envoyes
