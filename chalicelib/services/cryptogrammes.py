"""The cryptogramme: shown, then solved once (R11)."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import cryptogramme
from chalicelib.domain.cryptogramme import Preuve, Solution
from chalicelib.domain.idempotence import Sceau
from chalicelib.rendering.audio_cryptogramme import audio as speak
from chalicelib.rendering.image_cryptogramme import image


@dataclass(frozen=True, slots=True)
class Presentation:
    """What the citizen sees, as WebP."""

    id: str
    image: bytes
    preuve: Preuve
    expire_le: datetime


def create() -> Presentation:
    """A new one, valid ten minutes."""
    id = secrets.token_urlsafe(16)  # noqa: A001 (the word of the API)
    expire_le = clock.now() + cryptogramme.VALIDITE
    storage.cryptogrammes.save(id, expire_le)
    secret = settings().secret
    return Presentation(id, image(cryptogramme.code(secret, id)), cryptogramme.proof(secret, id), expire_le)


def audio(id: str) -> bytes:  # noqa: A002
    """What the citizen hears instead, as WAV: 50 kB that only who asks for it downloads."""
    return speak(cryptogramme.code(settings().secret, id))


def verify(solution: Solution, sceau: Sceau) -> None:
    """Looks at what only robots do, then counts the try, then looks at the code; the same request is the same try.

    Raises SaisieInvalide on `cryptogramme`; the caller's transaction consumes it.
    """
    _check_person(solution)
    expire_le = storage.cryptogrammes.count_try(solution.id, sceau.requete, clock.now())
    if expire_le - clock.now() > cryptogramme.VALIDITE - cryptogramme.LECTURE:
        raise cryptogramme.too_fast()
    if not cryptogramme.is_right(settings().secret, solution.id, solution.code):
        raise cryptogramme.wrong()


def _check_person(solution: Solution) -> None:
    """What needs no store, and keeps most robots away from it."""
    if not solution.code.strip():
        raise cryptogramme.missing()
    if solution.miel or cryptogramme.ID.fullmatch(solution.id) is None:
        raise cryptogramme.spent()
    if solution.preuve != cryptogramme.number(settings().secret, solution.id):
        raise cryptogramme.unproved()
