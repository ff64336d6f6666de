"""What the portal writes to who made a demande: the récépissé, what happens, what is expected of them (R5, R29)."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from chalicelib import clock, storage
from chalicelib.config import Service, settings
from chalicelib.domain.annonce import is_told
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.demande import Demande
from chalicelib.domain.demarche import Definition
from chalicelib.domain.francais import format_date
from chalicelib.domain.recapitulatif import Recapitulatif
from chalicelib.storage.transaction import Ajout


def receipt(demande: Demande, definition: Definition) -> Courriel:
    """The accusé d'enregistrement, with the answers and what comes by post."""
    postees = [piece.libelle for piece in demande.pieces if piece.par_courrier]
    service = settings().commune.services[demande.service]
    variables = {
        "depose_le": format_date(demande.depose_le.astimezone(clock.PARIS).date()),
        "concerne": demande.concerne,
        "echeance_le": format_date(demande.echeance_le),
        "silence": definition.silence,
        "recours": definition.recours,
        "par_courrier": _bullets(postees),
        "adresse": _envelope(service),
        "recapitulatif": _text(definition.recapitulatif(demande.reponses)),
    }
    return _courriel("demande_recue", demande, service, variables)


def change(demande: Demande) -> Courriel:
    """What just happened, told with all that happens within a few minutes: services/annonces.py writes it."""
    ids, now = {"numero": demande.numero, "version": str(demande.version)}, clock.now()
    des = now + timedelta(seconds=settings().regroupement)
    ou = demande.demandeur.courriel
    return Courriel(uuid.uuid4().hex, "demande_etat", ou, ids, now, compte=demande.compte, des=des)


def deposit(demande: Demande) -> tuple[Ajout, ...]:
    """The same, for the transaction of an event of the citizen: a proof of what they did, nothing for a message."""
    return (storage.outbox.deposit(change(demande)),) if is_told(demande.historique[-1]) else ()


def reminder(demande: Demande, avant: date) -> Courriel:
    """An answer is expected, and the demande is closed without it on the day `avant`."""
    return _of_service("demande_sans_reponse", demande, {"reponse_avant": format_date(avant)})


def fichier_refuse(demande: Demande, fichier_nom: str, motif: str) -> Courriel:
    """The check refused a file that the demande had taken: another one is asked for. `motif`: a French sentence."""
    return _of_service("fichier_refuse", demande, {"fichier": fichier_nom, "motif": motif})


def _of_service(modele: str, demande: Demande, variables: dict[str, str]) -> Courriel:
    service = settings().commune.services[demande.service]
    joindre = {"service_telephone": service.telephone, "service_courriel": service.courriel}
    return _courriel(modele, demande, service, joindre | variables)


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
