"""Use cases, called by their noun: services.demandes.submit."""

from chalicelib.services import agents, comptes, courriels, cryptogrammes, demandes, demarches, pieces, sessions

__all__ = ["agents", "comptes", "courriels", "cryptogrammes", "demandes", "demarches", "pieces", "sessions"]
