"""Another courriel for a compte: two mails, two links, then the change (security of R18)."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import changement_de_courriel as regles
from chalicelib.domain.changement_de_courriel import COTES, Cote
from chalicelib.domain.compte import Compte
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.services import avis_de_securite
from chalicelib.storage.transaction import Operation

RELECTURES = 5
"""Both sides may be confirmed at the same moment, while an agent decides something else."""


def requests(compte: Compte) -> list[Courriel]:
    """The two mails. What they show is drawn when they leave; the outbox holds ids."""
    attendu = compte.changement_courriel
    if attendu is None:
        return []
    adresses: dict[Cote, str] = {"ancienne": compte.coordonnees.courriel, "nouvelle": attendu.courriel}
    ids = {"compte": compte.id, "changement": attendu.id}
    return [
        Courriel(uuid.uuid4().hex, "courriel_a_confirmer", adresses[cote], ids | {"cote": cote}, clock.now())
        for cote in COTES
    ]


def complete(courriel: Courriel) -> Courriel | None:
    """One of the two, with its link; None when the change was cancelled, done or too old by the time it leaves."""
    ids = courriel.variables
    compte = storage.comptes.find(ids["compte"])
    attendu = compte.changement_courriel if compte else None
    cote = next(cote for cote in COTES if cote == ids["cote"])
    if compte is None or attendu is None or attendu.id != ids["changement"] or not attendu.waits(clock.now()):
        return None
    jeton = regles.jeton(settings().secret, compte.id, attendu.id, cote)
    variables = {
        "prenom": compte.identite.prenom,
        "nom": compte.identite.nom,
        "ancienne": "oui" if cote == "ancienne" else "",
        "nouveau": attendu.courriel,
        "jusqu_a": avis_de_securite.moment(attendu.expire_le),
        "lien": f"{settings().commune.origine}/confirmer-courriel/#{jeton}",
    }
    return replace(courriel, variables=variables)


def confirm(jeton: str) -> Compte:
    """The compte, once somebody who reads that mailbox said so; saying it twice is saying it. Raises Introuvable."""
    id_, cote = regles.read(jeton)

    def act(compte: Compte) -> Compte:
        _check(jeton, compte, cote)
        return regles.confirm(compte, cote, clock.now())

    return _change(id_, act, "courriel_confirme", cote)


def refuse(jeton: str) -> None:
    """« Ce n’est pas moi », from either mailbox. Raises Introuvable, also once the change is done."""
    id_, cote = regles.read(jeton)

    def act(compte: Compte) -> Compte:
        _check(jeton, compte, cote)
        return regles.refuse(compte)

    _change(id_, act, "courriel_refuse", cote)


def cancel(compte: str) -> None:
    """By the citizen themself; nothing that waits is nothing to cancel."""
    _change(compte, lambda lu: regles.cancel(lu, clock.now()), "courriel_abandonne", "")


def _check(jeton: str, compte: Compte, cote: Cote) -> None:
    regles.check(settings().secret, jeton, compte, cote, clock.now())


def _change(id: str, act: Callable[[Compte], Compte], action: str, precision: str) -> Compte:  # noqa: A002
    """What `act` makes of the compte as it is when it is written, whoever else writes it meanwhile."""
    for _ in range(RELECTURES):
        avant = storage.comptes.get(id)
        apres = act(avant)
        if apres == avant:
            return apres
        try:
            storage.commit(*_writes(avant, apres), avis_de_securite.line(apres, action, precision))
        except EcritureConcurrente:
            continue
        return apres
    raise EcritureConcurrente


def _writes(avant: Compte, apres: Compte) -> list[Operation]:
    """The old mailbox is told too: the last thing it hears from us."""
    operations: list[Operation] = [storage.comptes.change(apres)]
    if apres.coordonnees != avant.coordonnees:
        for adresse in (avant.coordonnees.courriel, apres.coordonnees.courriel):
            avis = avis_de_securite.about(apres, "courriel_change")
            operations.append(storage.outbox.deposit(replace(avis, destinataire=adresse)))
    return operations
