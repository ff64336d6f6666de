"""PayFiP, régie mode: announces a payment, asks what became of it. docs/payfip.md tells the protocol.

Nothing is tried again here: a creation whose answer is lost leaves an idOp that nobody can open, and the payment
asks again by itself. Fifteen seconds in all, connection included, however slowly the answer drips.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.clients import soap
from chalicelib.config import settings
from chalicelib.domain.payfip import (
    IDOP,
    Creation,
    Detail,
    PayFipIndisponible,
    RefusPayFip,
    Resultat,
    parse_centimes,
    parse_instant,
)

if TYPE_CHECKING:
    from urllib3 import PoolManager

ESPACE = (
    "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/"
    "contrat_paiement_securise/PaiementSecuriseService"
)
CONNEXION, DELAI = 3.0, 15.0
"""Seconds: to reach it, and for everything together."""
ENTETES = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""', "Accept": "text/xml", "Connection": "close"}
"""No connection is kept: after minutes without a call, a first write into it would be lost, and is not tried again."""
EN_MEME_TEMPS = 32
"""Exchanges of one process; the deployed function has one at a time."""
OK, FAUTE = 200, 500
"""The two statuses of SOAP 1.1 over HTTP."""
RACCOURCI = 120
"""Characters kept of what PayFiP says of an error."""


def creer(creation: Creation) -> str:
    """The idOp of a new operation. Raises PayFipIndisponible, RefusPayFip."""
    champs = {
        "exer": str(creation.exer),
        "mel": creation.mel,
        "montant": str(creation.montant),
        "numcli": creation.numcli,
        "objet": creation.objet,
        "refdet": creation.refdet,
        "saisie": creation.saisie,
        "urlnotif": creation.urlnotif,
        "urlredirect": creation.urlredirect,
    }
    idop = _call("creerPaiementSecurise", champs).text("idOp")
    if IDOP.fullmatch(idop) is None:
        raise PayFipIndisponible("idOp illisible")
    return idop


def detail(idop: str) -> Detail:
    """What became of it. Raises PayFipIndisponible, RefusPayFip: P5 while it is not known, P1 when it never will be."""
    lu = _call("recupererDetailPaiementSecurise", {"idOp": idop})
    montant = parse_centimes(lu.text("montant"))
    if lu.text("idOp").lower() != idop.lower() or montant is None or lu.text("resultrans") not in set(Resultat):
        raise PayFipIndisponible("détail illisible")
    return Detail(
        idop=idop,
        resultat=Resultat(lu.text("resultrans")),
        montant=montant,
        numcli=lu.text("numcli"),
        refdet=lu.text("refdet"),
        saisie=lu.text("saisie"),
        exer=lu.text("exer"),
        mel=lu.text("mel"),
        objet=lu.text("objet"),
        numauto=lu.text("numauto"),
        le=parse_instant(lu.text("dattrans"), lu.text("heurtrans")),
    )


def _call(operation: str, champs: dict[str, str]) -> soap.Element:
    """The `return` of the operation; `champs` in the order of the protocol."""
    arguments = "".join(soap.tag(nom, valeur) for nom, valeur in champs.items())
    demande = soap.envelope(f'<tns:{operation} xmlns:tns="{ESPACE}"><arg0>{arguments}</arg0></tns:{operation}>')
    try:
        reponse = soap.body(soap.parse(_exchange(demande)))
    except soap.Illisible as error:
        raise PayFipIndisponible("réponse illisible") from error
    if reponse.nom == "Fault":
        raise _refusal(reponse)
    retour = reponse.find("return") if reponse.nom == f"{operation}Response" else None
    if retour is None:
        raise PayFipIndisponible("réponse inattendue")
    return retour


def _refusal(faute: soap.Element) -> PayFipIndisponible | RefusPayFip:
    """Only a FonctionnelleErreur is an answer; a technical one says nothing of the operation."""
    detail = faute.find("detail")
    erreur = detail.enfants[0] if detail is not None and detail.enfants else None
    code = "" if erreur is None else erreur.text("code")[:RACCOURCI]
    if erreur is None or erreur.nom != "FonctionnelleErreur" or not code:
        return PayFipIndisponible((erreur or faute).nom[:RACCOURCI])
    return RefusPayFip(code, (erreur.text("libelle") or erreur.text("descriptif"))[:RACCOURCI])


@cache
def _pool() -> "PoolManager":
    from urllib3 import PoolManager, Timeout  # noqa: PLC0415 (10 ms that only payments pay)

    return PoolManager(timeout=Timeout(connect=CONNEXION, read=DELAI), retries=False)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(EN_MEME_TEMPS, thread_name_prefix="payfip")


def _exchange(demande: bytes) -> bytes:
    """Beside the caller, who leaves at the end of the delay: a time-out of sockets starts again at each byte."""
    reponse: Future[bytes] = _threads().submit(_post, demande)
    try:
        return reponse.result(DELAI)
    except TimeoutError as error:
        reponse.cancel()
        raise PayFipIndisponible("délai dépassé") from error


def _post(demande: bytes) -> bytes:
    """Raises PayFipIndisponible without an HTTP answer of SOAP."""
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    try:
        reponse = _pool().request(
            "POST",
            settings().commune.payfip_service,
            body=demande,
            headers=ENTETES,
            redirect=False,
            preload_content=False,
        )
        octets = reponse.read(soap.LARGEST + 1)
        reponse.close()
    except HTTPError as error:
        raise PayFipIndisponible("pas de réponse") from error
    if reponse.status not in {OK, FAUTE}:
        raise PayFipIndisponible(f"HTTP {reponse.status}")
    return octets
