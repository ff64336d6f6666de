"""What the portal writes to who made a demande: the récépissé, then each change of state (R5, R29)."""

import uuid
from collections.abc import Iterable

from chalicelib import clock
from chalicelib.config import Service, settings
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.demande import Demande
from chalicelib.domain.demarche import Definition
from chalicelib.domain.francais import format_date
from chalicelib.domain.recapitulatif import Recapitulatif
from chalicelib.domain.transitions import LIBELLES, TRANSITIONS, Evenement


def receipt(demande: Demande, definition: Definition) -> Courriel:
    """The accusé d'enregistrement, with the answers and what comes by post."""
    postees = [piece.libelle for piece in demande.pieces if piece.par_courrier]
    service = settings().commune.services[demande.service]
    variables = {
        "depose_le": format_date(demande.depose_le.astimezone(clock.PARIS).date()),
        "concerne": demande.concerne,
        "echeance_le": format_date(demande.echeance_le),
        "silence": definition.silence,
        "par_courrier": _bullets(postees),
        "adresse": _envelope(service),
        "recapitulatif": _text(definition.recapitulatif(demande.reponses)),
    }
    return _courriel("demande_recue", demande, service, variables)


def change(demande: Demande) -> Courriel:
    """The new state, with the service's words."""
    passage = demande.historique[-1]
    service = settings().commune.services[demande.service]
    variables = {
        "etat": LIBELLES[demande.etat],
        "passe": TRANSITIONS[Evenement(passage.evenement)].passe,
        "motif": passage.motif,
        "service_telephone": service.telephone,
        "service_courriel": service.courriel,
    }
    return _courriel("demande_etat", demande, service, variables)


def _courriel(modele: str, demande: Demande, service: Service, variables: dict[str, str]) -> Courriel:
    communes = {
        "titre": demande.titre,
        "numero": demande.numero,
        "prenom": demande.demandeur.prenom,
        "nom": demande.demandeur.nom,
        "service": service.nom,
        "avec_compte": "oui" if demande.compte else "",
    }
    return Courriel(
        id=uuid.uuid4().hex,
        modele=modele,
        destinataire=demande.demandeur.courriel,
        variables=communes | variables,
        depose_le=clock.now(),
        compte=demande.compte,
    )


def _envelope(service: Service) -> str:
    commune = settings().commune
    return "\n".join([*service.lignes_adresse, f"{commune.code_postal} {commune.commune}"])


def _bullets(lignes: Iterable[str]) -> str:
    return "\n".join(f"- {ligne}" for ligne in lignes)


def _text(recapitulatif: Recapitulatif) -> str:
    return "\n\n".join(
        "\n".join([titre, *(f"- {libelle} : {texte.replace(chr(10), ', ')}" for libelle, texte in lignes)])
        for titre, lignes in recapitulatif
    )
