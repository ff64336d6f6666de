"""The régies that an agent holds: those of one of their services (R24), with the role « regisseur »."""

from collections.abc import Mapping

from chalicelib.config import Regie, settings
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.session import Agent

ROLE = "regisseur"


def of(agent: Agent) -> Mapping[str, Regie]:
    """By slug, in the order of the commune's file."""
    if ROLE not in agent.roles:
        return {}
    return {
        slug: regie
        for slug, regie in settings().commune.regies.items()
        if not set(regie.services).isdisjoint(agent.services)
    }


def check(agent: Agent, regie: str) -> Regie:
    """The one that they want to work on. Raises Introuvable: another's looks like one that does not exist."""
    tenue = of(agent).get(regie)
    if tenue is None:
        raise Introuvable
    return tenue
