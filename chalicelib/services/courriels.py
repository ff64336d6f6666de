"""The outbox: what was committed leaves, once."""

from chalicelib import clock, storage
from chalicelib.domain.errors import Indisponible
from chalicelib.observability import count, logger
from chalicelib.services import canaux, preparations
from chalicelib.services.secrets_de_courriel import complete


def send(id: str) -> bool:  # noqa: A002
    """Whether this call sent it. Raises Indisponible when AWS does not take it: it waits for the next try.

    An SMS out of opening hours waits for them. A crash after AWS answered and before the store knows is the only way
    to a second copy.
    """
    courriel = storage.outbox.claim(id, clock.now())
    if courriel is None:
        return False
    try:
        canal = canaux.choose(courriel)
        if canal.des:
            storage.outbox.keep(courriel, canal.des)
            return False
        pret = preparations.prepare(courriel)
        parti_par = canaux.deliver(complete(pret), canal) if pret else None
    except Indisponible:
        storage.outbox.postpone(courriel, clock.now())
        raise
    storage.outbox.sent(id, clock.now())
    if parti_par is None:
        return False
    count("courriels_envoyes", modele=courriel.modele, canal=parti_par)
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
