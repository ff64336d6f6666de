"""What the mairie may decide of a compte, and the only table that says so (R15, R22)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.compte import Compte, Decision, Etat, Verdict
from chalicelib.domain.errors import EcritureConcurrente, ErreurDeChamp, SaisieInvalide, TransitionRefusee
from chalicelib.domain.transitions import Motif, check_words

LIBELLES: Mapping[Etat, str] = {
    Etat.EN_ATTENTE: "En attente",
    Etat.VALIDE: "Validé",
    Etat.REFUSE: "Refusé",
    Etat.SUSPENDU: "Suspendu",
    Etat.FERME: "Fermé",
}
NUMERO_FAMILLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,19}", re.ASCII)
"""As billing software writes them."""
FORME_DU_NUMERO = (
    "Numéro de famille\u00a0: 20 caractères au plus, des chiffres, des lettres sans accent, des tirets, des points "
    "et des barres obliques."
)


@dataclass(frozen=True, slots=True)
class Regle:
    """One line of the table of states of a compte, for what agents decide."""

    de: tuple[Etat, ...]
    vers: Etat
    motif: Motif


REGLES: Mapping[Verdict, Regle] = {
    "valide": Regle((Etat.EN_ATTENTE,), Etat.VALIDE, Motif.FACULTATIF),
    "refuse": Regle((Etat.EN_ATTENTE,), Etat.REFUSE, Motif.OBLIGATOIRE),
    "correction": Regle((Etat.EN_ATTENTE,), Etat.EN_ATTENTE, Motif.OBLIGATOIRE),
}
"""A correction waits for the citizen, but does not tie the mairie: the counter may settle it meanwhile."""


@dataclass(frozen=True, slots=True)
class Avis:
    """What an agent says of a compte. `version`: that of the screen they decided on, if they tell."""

    verdict: Verdict
    motif: str = ""
    numero_famille: str | None = None
    version: int | None = None


def check(avis: Avis) -> Avis:
    """Its words and number trimmed. Raises SaisieInvalide on `motif` and `numero_famille`."""
    numero, motif, erreurs = None, "", list[ErreurDeChamp]()
    try:
        numero = check_numero(avis.numero_famille)
    except SaisieInvalide as refus:
        erreurs += refus.erreurs
    try:
        motif = check_words(REGLES[avis.verdict].motif, avis.motif)
    except SaisieInvalide as refus:
        erreurs += refus.erreurs
    if erreurs:
        raise SaisieInvalide(erreurs=tuple(erreurs))
    return replace(avis, motif=motif, numero_famille=numero)


def check_numero(saisi: str | None) -> str | None:
    """The numéro de famille as typed, None when there is none. Raises SaisieInvalide on `numero_famille`."""
    numero = (saisi or "").strip()
    if numero and NUMERO_FAMILLE.fullmatch(numero) is None:
        raise SaisieInvalide(erreurs=(ErreurDeChamp("numero_famille", "numero-famille", FORME_DU_NUMERO),))
    return numero or None


def possible(compte: Compte) -> tuple[Verdict, ...]:
    """What may be decided now."""
    return tuple(verdict for verdict, regle in REGLES.items() if compte.etat in regle.de)


def decide(compte: Compte, avis: Avis, agent: str, now: datetime) -> Compte:
    """The compte once decided, for an `avis` already checked; `agent` as displayed beside the decision.

    Raises TransitionRefusee, EcritureConcurrente when the screen was older than the compte.
    """
    if avis.version not in {None, compte.version}:
        raise EcritureConcurrente
    if avis.verdict not in possible(compte):
        raise _refused(compte, "cette décision n’est plus possible")
    return replace(
        compte,
        etat=REGLES[avis.verdict].vers,
        decision=Decision(avis.verdict, now, agent, avis.motif),
        numero_famille=avis.numero_famille or compte.numero_famille,
        version=compte.version + 1,
    )


def is_done(compte: Compte, avis: Avis, agent: str) -> bool:
    """Whether this agent's decision is already the compte's: an answer was lost, or a button pressed twice."""
    faite = compte.decision
    return (
        faite is not None
        and not faite.suivie
        and (faite.verdict, faite.agent, faite.motif) == (avis.verdict, agent, avis.motif)
        and compte.etat is REGLES[avis.verdict].vers
        and avis.numero_famille in {None, compte.numero_famille}
        and (avis.version is None or compte.version == avis.version + 1)
    )


def number(compte: Compte, numero: str | None, version: int) -> Compte:
    """The compte with this numéro de famille. Raises TransitionRefusee unless it is validated, EcritureConcurrente."""
    if version != compte.version:
        raise EcritureConcurrente
    if compte.etat is not Etat.VALIDE:
        raise _refused(compte, "seul un compte validé a un numéro de famille")
    return replace(compte, numero_famille=numero, version=version + 1)


def _refused(compte: Compte, suite: str) -> TransitionRefusee:
    return TransitionRefusee(f"Le compte est «\u00a0{LIBELLES[compte.etat]}\u00a0»\u00a0: {suite}.")
