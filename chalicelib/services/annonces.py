"""The mail of what happened to a demande, written when it leaves: everything since the last one, once (R29)."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from chalicelib import storage
from chalicelib.config import settings
from chalicelib.domain import echeances
from chalicelib.domain.annonce import RECEPISSE, Annonce
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.demande import Demande, Passage
from chalicelib.domain.errors import EcritureConcurrente, Indisponible
from chalicelib.domain.evenements import tell
from chalicelib.domain.francais import format_date
from chalicelib.domain.suivi import pieces_of
from chalicelib.domain.transitions import LIBELLES, Acteur, Etat, Evenement

RELECTURES = 3
"""Two senders may take two mails of one demande at the same moment."""


def complete(courriel: Courriel) -> Courriel | None:
    """The mail with what it tells; None when another one told it. Raises Indisponible.

    What it is about to tell is at rest, under its id, before it leaves: a crash makes it tell the same again, and makes
    no other mail tell it.
    """
    numero, version = courriel.variables["numero"], int(courriel.variables["version"])
    for _ in range(RELECTURES):
        demande, avant = storage.together(
            partial(storage.demandes.find, numero), partial(storage.annonces.find, numero)
        )
        connue = avant or RECEPISSE
        apres = connue.follow(courriel.id, version, demande.version) if demande else None
        if apres is None:
            return None
        try:
            if apres.jusqu_a > connue.jusqu_a:
                storage.commit(storage.annonces.change(numero, avant, apres))
        except EcritureConcurrente:
            continue
        return _write(courriel, demande, apres)
    raise Indisponible


def _write(courriel: Courriel, demande: Demande, annonce: Annonce) -> Courriel | None:
    passages = annonce.told(demande)
    if not passages:
        return None
    return replace(courriel, variables=words(demande, passages))


def words(demande: Demande, passages: tuple[Passage, ...]) -> dict[str, str]:
    """The variables of the mail that tells these events, of its SMS too."""
    service = settings().commune.services[demande.service]
    definition = storage.definitions.get(demande.demarche, demande.definition)
    return {
        "titre": demande.titre,
        "numero": demande.numero,
        "prenom": demande.demandeur.prenom,
        "nom": demande.demandeur.nom,
        "etat": LIBELLES[demande.etat],
        "change": _oui(passage.evenement in set(Evenement) for passage in passages),
        "message": _oui(passage.motif for passage in passages if passage.acteur is not Acteur.USAGER),
        "faits": "\n\n".join(_tell(passage, demande) for passage in passages),
        "reponse_avant": _deadline(demande),
        "recours": definition.recours if demande.etat is Etat.REFUSE else "",
        "service": service.nom,
        "service_telephone": service.telephone,
        "service_courriel": service.courriel,
        "avec_compte": "oui" if demande.compte else "",
    }


def _tell(passage: Passage, demande: Demande) -> str:
    """The words of the service are quoted; those of the citizen, who knows them, are not."""
    fait = tell(passage.evenement, passage.acteur)
    if passage.piece:
        libelles = {piece.nom: piece.libelle for piece in pieces_of(demande)}
        return f"{fait}\u00a0: {libelles.get(passage.piece, passage.piece)}."
    if passage.acteur is Acteur.USAGER or not passage.motif:
        return f"{fait}."
    if passage.evenement in set(Evenement):
        return f"{fait}.\n\nMessage du service\u00a0:\n{passage.motif}"
    return f"{fait}\u00a0:\n{passage.motif}"


def _deadline(demande: Demande) -> str:
    """Before which the citizen must answer; "" when nothing is expected of them."""
    fin = echeances.answer_before(demande)
    return format_date(fin) if fin else ""


def _oui(vrais: Iterable[object]) -> str:
    return "oui" if any(vrais) else ""
