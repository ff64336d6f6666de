"""Shapes that several routes share."""

from typing import Generic, TypeVar

import msgspec

from chalicelib.config import Service, settings
from chalicelib.domain.cryptogramme import Solution

T = TypeVar("T")


class Entree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What comes in: a key that the route does not know is a mistake worth telling."""


class Cryptogramme(Entree, frozen=True):
    """As solved: `code` by the citizen, `preuve` by the browser; `miel` stays empty unless a robot fills it."""

    id: str
    code: str
    preuve: int = -1
    miel: str = ""

    def solution(self) -> Solution:
        """For the services."""
        return Solution(self.id, self.code, self.preuve, self.miel)


class Liste(msgspec.Struct, Generic[T], frozen=True):
    """A page; `suite` goes back in the query to read the next one."""

    elements: list[T]
    suite: str | None = None


class Lien(msgspec.Struct, frozen=True):
    """A short-lived address to download a file."""

    url: str


class ServiceDeLaMairie(msgspec.Struct, frozen=True):
    """Whom to ask."""

    slug: str
    nom: str
    telephone: str
    courriel: str
    adresse: list[str]


def service_of(slug: str) -> ServiceDeLaMairie:
    """A service of the commune, with the address that an envelope needs."""
    commune = settings().commune
    service: Service = commune.services[slug]
    adresse = [*service.lignes_adresse, f"{commune.code_postal} {commune.commune}"]
    return ServiceDeLaMairie(slug, service.nom, service.telephone, service.courriel, adresse)
