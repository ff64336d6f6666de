"""Agents at rest."""

import msgspec

from chalicelib.domain.session import Agent
from chalicelib.storage.tables_acces import AgentItem
from chalicelib.storage.transaction import Ajout


def find(courriel: str) -> Agent | None:
    """As last committed."""
    try:
        item = AgentItem.get(courriel, consistent_read=True)
    except AgentItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.contenu, type=Agent)


def creation(agent: Agent) -> Ajout:
    """Refused under the name « agent » when the courriel is taken."""
    item = AgentItem(agent.courriel, contenu=msgspec.json.encode(agent).decode())
    return Ajout("agent", item, AgentItem.courriel.does_not_exist())
