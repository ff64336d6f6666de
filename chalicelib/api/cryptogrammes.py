"""/cryptogrammes: the distorted code that stops robots (R11)."""

import base64
from datetime import datetime

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.binaires import Son
from chalicelib.api.formes import Entree
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.cryptogramme import Preuve
from chalicelib.domain.limites import CRYPTOGRAMMES

routes = Routes(__name__)


class Rien(Entree, frozen=True):
    """An empty object."""


class CryptogrammeNouveau(msgspec.Struct, frozen=True):
    """`image` is a data URL; `audio` the address of its spoken version; `preuve` what the browser works out."""

    id: str
    image: str
    audio: str
    preuve: Preuve
    expire_le: datetime


@routes.on("POST", "/cryptogrammes", Acces.PUBLIC, 201)
def create(appel: Appel[Rien]) -> CryptogrammeNouveau:
    """A new code to copy, and a puzzle for the browser."""
    services.limites.count(CRYPTOGRAMMES, appel.ip)
    nouveau = services.cryptogrammes.create()
    image = f"data:image/webp;base64,{base64.b64encode(nouveau.image).decode()}"
    audio = f"/api/cryptogrammes/{nouveau.id}/audio.wav"
    return CryptogrammeNouveau(nouveau.id, image, audio, nouveau.preuve, nouveau.expire_le)


@routes.on("GET", "/cryptogrammes/{id}/audio.wav", Acces.PUBLIC)
def listen(appel: Appel[None], id: str) -> Son:  # noqa: ARG001, A002
    """The same code, spoken."""
    return Son(services.cryptogrammes.audio(id))
