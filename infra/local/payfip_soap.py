"""The three operations of PayFiP over SOAP 1.1: requests read strictly, answers and faults of the protocol's shape."""

import re
from pathlib import Path

from chalicelib.clients import soap
from chalicelib.clients.payfip import ESPACE
from chalicelib.domain import payfip
from infra.local.exchange import Answer
from infra.local.payfip_operations import Faute

OPERATIONS = {
    "recupererDetailClient": ("numCli",),
    "creerPaiementSecurise": (
        "exer",
        "mel",
        "montant",
        "numcli",
        "objet",
        "refdet",
        "saisie",
        "urlnotif",
        "urlredirect",
    ),
    "recupererDetailPaiementSecurise": ("idOp",),
}
WSDL = Path(__file__).with_name("payfip.wsdl")
ADRESSE = "ADRESSE_DU_SERVICE"
PAQUET = "fr.gouv.finances.cp.tpa.webservice.exceptions"
"""What the real one writes as faultstring, with the name of the fault."""
MEL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
URL = re.compile(r"https?://\S{3,}")


class Protocole(Exception):
    """Not a request of this service (TechProtocolaireErreur)."""


def read(octets: bytes, encodage: str | None) -> tuple[str, dict[str, str]]:
    """The operation and its fields, "" for those that are not there. Raises Protocole."""
    try:
        demande = soap.body(soap.parse(octets, encodage))
    except soap.Illisible as error:
        raise Protocole(str(error)) from error
    if demande.espace != ESPACE or demande.nom not in OPERATIONS:
        raise Protocole(f"unknown operation {demande.nom}")
    argument = demande.find("arg0")
    if argument is None or any(element.espace for element in (argument, *argument.enfants)):
        raise Protocole("arg0 and what it holds are unqualified")
    return demande.nom, {champ: argument.text(champ) for champ in OPERATIONS[demande.nom]}


def check_creation(champs: dict[str, str]) -> None:
    """Raises Faute: A2 and R3 are PayFiP's own codes, the others only this simulator's."""
    montant = payfip.parse_centimes(champs["montant"])
    tenus = {
        "A2": payfip.MEL_MINIMUM <= len(champs["mel"]) <= payfip.MEL_MAXIMUM and MEL.fullmatch(champs["mel"]),
        "R3": payfip.REFDET.fullmatch(champs["refdet"]),
        "SIM-NUMCLI": payfip.NUMCLI.fullmatch(champs["numcli"]),
        "SIM-MONTANT": montant is not None and payfip.is_payable(montant),
        "SIM-EXER": payfip.EXER.fullmatch(champs["exer"]),
        "SIM-OBJET": payfip.OBJET.fullmatch(champs["objet"]),
        "SIM-SAISIE": champs["saisie"] in payfip.SAISIES,
        "SIM-URL": URL.fullmatch(champs["urlnotif"]) and URL.fullmatch(champs["urlredirect"]),
    }
    for code, tenu in tenus.items():
        if not tenu:
            raise Faute(code)


def wsdl(service: str) -> Answer:
    """The service's description, which names its own address."""
    return _xml(200, WSDL.read_bytes().replace(ADRESSE.encode(), service.encode()))


def reply(operation: str, champs: dict[str, str]) -> Answer:
    """An empty field is left out."""
    retour = "".join(soap.tag(nom, valeur) for nom, valeur in champs.items() if valeur)
    nom = f"ns2:{operation}Response"
    return _xml(200, soap.envelope(f'<{nom} xmlns:ns2="{ESPACE}"><return>{retour}</return></{nom}>'))


def refuse(faute: Faute) -> Answer:
    """A FonctionnelleErreur."""
    champs = {"code": faute.code, "descriptif": faute.libelle, "libelle": faute.libelle, "severite": "2"}
    return _fault("FonctionnelleErreur", champs)


def technical(nom: str, message: str = "") -> Answer:
    """`nom`: TechDysfonctionnementErreur, TechIndisponibiliteErreur, TechProtocolaireErreur."""
    libelle = "Le service a rencontré une erreur technique"
    return _fault(nom, {"code": "1", "descriptif": message or libelle, "libelle": libelle, "severite": "3"})


def _fault(nom: str, champs: dict[str, str]) -> Answer:
    detail = "".join(soap.tag(champ, valeur) for champ, valeur in champs.items())
    faute = (
        f"<S:Fault><faultcode>S:Server</faultcode><faultstring>{PAQUET}.{nom}</faultstring>"
        f'<detail><ns2:{nom} xmlns:ns2="{ESPACE}">{detail}</ns2:{nom}></detail></S:Fault>'
    )
    return _xml(500, soap.envelope(faute))


def _xml(status: int, octets: bytes) -> Answer:
    return Answer(status, (("Content-Type", "text/xml; charset=utf-8"), ("Cache-Control", "no-store")), octets)
