"""The factures of the first data of a local portal, issued and paid by its own services."""

import tomllib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain import numero, rappels_de_factures
from chalicelib.domain.emission import Avoir, LigneSaisie, Saisie
from chalicelib.domain.facture import Evenement, Facture, Reglement
from chalicelib.domain.francais import MOIS
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.paiement import Episode, Moyen, Paiement, Part, Source
from chalicelib.domain.paiement import Etat as EtatDePaiement
from chalicelib.domain.rappels_de_factures import Rappel
from chalicelib.domain.session import Agent
from chalicelib.services import guichet

DATA = Path(__file__).with_suffix(".toml")
A_DIRE = 1
"""Days: the families have been told of those that are older."""
Retour = Callable[[int], AbstractContextManager[None]]
"""How the portal lives so many days ago."""


def create(agents: list[Agent], days_ago: Retour, once: Callable[[], Sceau], payeur: tuple[str, str]) -> None:
    """All of them; `payeur`: id and courriel of the compte that paid by card."""
    for voulue in tomllib.loads(DATA.read_text(encoding="utf-8"))["factures"]:
        agent = next(agent for agent in agents if voulue["regie"] in services.regies.of(agent))
        with days_ago(voulue["jours"]):
            facture = services.emission.emit(agent, _saisie(voulue), "", once())
        if reglement := voulue.get("reglement"):
            with days_ago(voulue["jours"] - reglement["apres"]):
                _settle(agent, facture, reglement, once(), payeur)
        elif avoir := voulue.get("avoir"):
            with days_ago(voulue["jours"] - avoir["apres"]):
                services.emission.cancel(agent, facture.id, Avoir(avoir["numero"], avoir["motif"]))
        elif voulue["jours"] > A_DIRE:
            suivant = rappels_de_factures.next_of(Rappel.NOUVELLE, facture.emission, clock.today())
            storage.commit(storage.factures_a_rappeler.advance(facture, Rappel.NOUVELLE, suivant))


def _saisie(voulue: Mapping[str, Any]) -> Saisie:
    """Issued today, for the month before."""
    today = clock.today()
    mois = today.replace(day=1) - timedelta(days=1)
    return Saisie(
        regie=voulue["regie"],
        numero=f"{today:%Y-%m}-{voulue['rang']}",
        famille=voulue["famille"],
        payeur=voulue["payeur"],
        objet=voulue["objet"],
        periode=f"{MOIS[mois.month - 1].capitalize()} {mois.year}",
        emise_le=today,
        echeance_le=today + timedelta(days=voulue["echeance"]),
        lignes=tuple(
            LigneSaisie(ligne["prestation"], ligne["concerne"], ligne["quantite"], ligne["prix"], None)
            for ligne in voulue["lignes"]
        ),
    )


def _settle(
    agent: Agent, facture: Facture, reglement: Mapping[str, Any], sceau: Sceau, payeur: tuple[str, str]
) -> None:
    if reglement["moyen"] == Moyen.CARTE:
        _pay_by_card(facture, sceau, payeur)
    else:
        veille = clock.today() - timedelta(days=1)
        saisie = guichet.Saisie(reglement["moyen"], veille, reglement.get("precision", ""))
        services.guichet.settle(agent, facture.id, saisie, sceau)


def _pay_by_card(facture: Facture, sceau: Sceau, payeur: tuple[str, str]) -> None:
    """As a payment rests once PayFiP has told its success: no page to pay on is open yet."""
    now, dit = clock.now().replace(hour=18, minute=42), facture.emission
    regie = settings().commune.regies[dit.regie]
    quittance = numero.derive(regie.lettre, now.year, sceau.requete, groupes=numero.QUITTANCE)
    paiement = Paiement(
        id=f"{sceau.cle[:8]}-{sceau.cle[8:12]}-{sceau.cle[12:16]}-{sceau.cle[16:20]}-{sceau.cle[20:32]}",
        compte=payeur[0],
        regie=dit.regie,
        etat=EtatDePaiement.PAYE,
        moyen=Moyen.CARTE,
        montant=dit.montant,
        refdet=quittance.replace("-", ""),
        courriel=payeur[1],
        initie_le=now,
        parts=(Part(facture.id, dit.numero, dit.montant),),
        cle=sceau.requete,
        paye_le=now,
        quittance=quittance,
        numcli=regie.payfip.numcli if regie.payfip else "",
        saisie=regie.payfip.saisie if regie.payfip else "",
        historique=(Episode(now, Source.USAGER, "initie"), Episode(now, Source.NOTIFICATION, "P")),
    )
    change = storage.factures.change
    storage.commit(change(facture.id, Evenement.ENGAGER, paiement=paiement.id, montant=dit.montant))
    regle = Reglement(now, Moyen.CARTE, quittance)
    storage.commit(
        change(facture.id, Evenement.PAYER, paiement=paiement.id, reglement=regle),
        storage.paiements.creation(paiement),
    )
