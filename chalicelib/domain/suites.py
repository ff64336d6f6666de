"""What follows from what is learnt of a paiement. Pure: the store, the clock and PayFiP are elsewhere.

| learnt | while it waits | once its factures are free |
|---|---|---|
| P, V | paid | paid late: it wins unless something else paid or cancelled |
| R, Z | refused, free at once | – |
| A | abandoned; free when asked again after two minutes | – |
| P1 | expired and free, once the payment page is closed | – |
| P4, P5 | expired and free after 24 hours; before, it waits | – |
| anything else, silence | it waits; after 24 hours, an alarm | – |

What PayFiP tells of another operation than the one announced is an alarm, whatever it tells.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import numero
from chalicelib.domain.facture import Evenement
from chalicelib.domain.paiement import (
    ATTENTE_MAXIMALE,
    REVIREMENT,
    VALIDITE,
    Anomalie,
    Episode,
    Etat,
    Moyen,
    Paiement,
    Source,
)
from chalicelib.domain.payfip import Detail, Resultat

INCONNU = "P1"
SANS_RESULTAT = ("P4", "P5")
"""No result yet, the time of the page being over or not."""
MOYENS = {Resultat.PAYE_CARTE: Moyen.CARTE, Resultat.PAYE_PRELEVEMENT: Moyen.PRELEVEMENT_EN_LIGNE}
REFUS = (Resultat.CARTE_REFUSEE, Resultat.PRELEVEMENT_REFUSE)
EPISODES = 60
"""Beyond which only what changes something joins the story."""


@dataclass(frozen=True, slots=True)
class Constat:
    """What was learnt: a `detail`, or the `code` of a refusal, or neither and why (`panne`)."""

    source: Source
    detail: Detail | None = None
    code: str = ""
    panne: str = ""
    auteur: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """The paiement as it becomes, unchanged when nothing is to be written; what happens to each of its factures."""

    paiement: Paiement
    factures: Evenement | None = None


def decide(paiement: Paiement, constat: Constat, now: datetime) -> Suite:
    """`now`: before the question was asked, so that what was learnt is not older than it."""
    if paiement.etat is Etat.PAYE:
        return Suite(paiement)
    if constat.detail is None:
        return _without_result(paiement, constat, now)
    if ecarts := _mismatches(paiement, constat.detail):
        dit = f"{constat.detail.resultat} non concordant ({', '.join(ecarts)})"
        return Suite(_told(paiement, constat, dit, now, anomalie=Anomalie.NON_CONCORDANT))
    if constat.detail.resultat in MOYENS:
        return _paid(paiement, constat, constat.detail, now)
    return _not_paid(paiement, constat, constat.detail.resultat, now)


def double(suite: Suite) -> Suite:
    """Of a payment that came, when one of its factures was paid otherwise or cancelled: none of them is paid by it.

    Those that it still holds are free again.
    """
    paiement = replace(suite.paiement, quittance="", libere=True, anomalie=Anomalie.ENCAISSE_EN_DOUBLE)
    return Suite(paiement, Evenement.LIBERER)


def is_overdue(paiement: Paiement, now: datetime) -> bool:
    """Its result should be known by now."""
    return paiement.attend and now >= paiement.initie_le + ATTENTE_MAXIMALE


def _paid(paiement: Paiement, constat: Constat, detail: Detail, now: datetime) -> Suite:
    # The State's accounts date it by the transaction; what its clock says is believed between our own two instants.
    le = min(max(detail.le or now, paiement.initie_le), now)
    paye = _told(
        paiement,
        constat,
        detail.resultat,
        now,
        etat=Etat.PAYE,
        moyen=MOYENS[detail.resultat],
        paye_le=le,
        quittance=numero.dash(paiement.refdet),
        libere=False,
        anomalie="",
    )
    return Suite(paye, Evenement.PAYER_TARD if paiement.libere else Evenement.PAYER)


def _not_paid(paiement: Paiement, constat: Constat, resultat: Resultat, now: datetime) -> Suite:
    if not paiement.attend:
        return Suite(_told(paiement, constat, resultat, now))
    if resultat in REFUS:
        return _free(paiement, constat, resultat, now, Etat.REFUSE)
    if paiement.abandonne_le is None:
        apres = _told(paiement, constat, resultat, now, etat=Etat.ABANDONNE, abandonne_le=now, anomalie="")
        return Suite(apres)
    if now >= paiement.abandonne_le + REVIREMENT:
        return _free(paiement, constat, resultat, now, Etat.ABANDONNE)
    return Suite(_told(paiement, constat, resultat, now))


def _without_result(paiement: Paiement, constat: Constat, now: datetime) -> Suite:
    dit = constat.code or f"sans réponse ({constat.panne})"
    if not paiement.attend or paiement.anomalie == Anomalie.NON_CONCORDANT:
        return Suite(_told(paiement, constat, dit, now))
    page_close = now >= paiement.initie_le + VALIDITE
    trop_long = is_overdue(paiement, now)
    if (constat.code == INCONNU and page_close) or (constat.code in SANS_RESULTAT and trop_long):
        return _free(paiement, constat, dit, now, Etat.EXPIRE if paiement.etat is Etat.INITIE else paiement.etat)
    anomalie = Anomalie.SANS_RESULTAT if trop_long else paiement.anomalie
    return Suite(_told(paiement, constat, dit, now, anomalie=anomalie))


def _free(paiement: Paiement, constat: Constat, dit: str, now: datetime, etat: Etat) -> Suite:
    return Suite(_told(paiement, constat, dit, now, etat=etat, libere=True, anomalie=""), Evenement.LIBERER)


def _mismatches(paiement: Paiement, detail: Detail) -> list[str]:
    """Names of what does not agree with what was announced."""
    attendus = {
        "numcli": (paiement.numcli, detail.numcli),
        "refdet": (paiement.refdet, detail.refdet),
        "montant": (paiement.montant, detail.montant),
        "saisie": (paiement.saisie, detail.saisie),
    }
    return [nom for nom, (annonce, dit) in attendus.items() if annonce != dit]


def _told(paiement: Paiement, constat: Constat, dit: str, now: datetime, **changes: object) -> Paiement:
    """With one more episode; the same paiement when nothing changes and its story has just said so, or is long."""
    apres = replace(paiement, **changes)  # type: ignore[arg-type]
    dernier = paiement.historique[-1].constat if paiement.historique else ""
    redit = dernier == dit and constat.source is not Source.AGENT
    if apres == paiement and (redit or len(paiement.historique) >= EPISODES):
        return paiement
    episode = Episode(now, constat.source, str(dit), constat.auteur)
    return replace(apres, version=paiement.version + 1, historique=(*paiement.historique, episode))
