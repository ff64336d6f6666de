"""PayFiP on this machine: the service, the payment page and the switches, at the addresses that a portal is given."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from chalicelib.clock import PARIS
from chalicelib.domain.payfip import NUMCLI, Resultat
from infra.local import payfip_page, payfip_soap
from infra.local.exchange import Answer, Request, problem
from infra.local.mailbox_page import Clothes
from infra.local.payfip_adresses import PAGE, REGLAGES, SERVICE
from infra.local.payfip_operations import Faute, Operation, Operations
from infra.local.payfip_reglages import Reglages, Tableau
from infra.local.payfip_soap import Protocole

TECHNIQUES = {
    "technique": "TechDysfonctionnementErreur",
    "indisponible": "TechIndisponibiliteErreur",
    "protocole": "TechProtocolaireErreur",
}
HTML = (("Content-Type", "text/html"), ("Cache-Control", "no-store"))
EN_PANNE = Answer(503, HTML, b"<html><body><h1>Service indisponible</h1></body></html>")
CHARABIA = Answer(200, HTML, b"<html><body><p>Bonjour &nbsp; <br> le monde</body>")


@dataclass(frozen=True, slots=True)
class PayFip:
    """`notify` is told of an operation just settled; `libelles` names the régies by their numcli."""

    operations: Operations
    tableau: Tableau
    notify: Callable[[Operation, Reglages], None]
    clothes: Clothes
    libelles: Mapping[str, str]

    def answer(self, request: Request) -> Answer:
        """Anything else under its root is a 404 problem."""
        match request.path, request.method:
            case path, "GET" if path == SERVICE:
                return self._describe(request)
            case path, "POST" if path == SERVICE:
                return self._serve(request)
            case path, "GET" | "POST" if path == PAGE:
                return self._page(request)
            case path, "GET" | "POST" if path == REGLAGES:
                return payfip_page.reglages(request, self.tableau, self.clothes)
        return problem(404, "Cette adresse n’existe pas sur le PayFiP simulé")

    def _describe(self, request: Request) -> Answer:
        if not request.target.partition("?")[2].lower().startswith("wsdl"):
            return problem(405, "Ce service attend un POST. Sa description est à ?wsdl")
        return payfip_soap.wsdl(f"http://{request.headers['Host']}{SERVICE}")

    def _serve(self, request: Request) -> Answer:
        try:
            operation, champs = payfip_soap.read(request.body, request.headers.get_content_charset())
        except Protocole as error:
            return payfip_soap.technical("TechProtocolaireErreur", str(error))
        reglages = self.tableau.read()
        panne = reglages.panne_of(operation)
        if panne == "silence":
            time.sleep(reglages.attente_s)
            return EN_PANNE
        if panne in TECHNIQUES:
            return payfip_soap.technical(TECHNIQUES[panne])
        answer = {"http": EN_PANNE, "charabia": CHARABIA}.get(panne) or self._perform(operation, champs, reglages)
        return EN_PANNE if panne == "reponse_perdue" else answer

    def _perform(self, operation: str, champs: dict[str, str], reglages: Reglages) -> Answer:
        try:
            return payfip_soap.reply(operation, self._result(operation, champs, reglages))
        except Faute as faute:
            return payfip_soap.refuse(faute)

    def _result(self, operation: str, champs: dict[str, str], reglages: Reglages) -> dict[str, str]:
        if reglages.panne_of(operation) == "code":
            raise Faute(reglages.code)
        if operation == "creerPaiementSecurise":
            payfip_soap.check_creation(champs)
            return {"idOp": self.operations.create(champs)}
        if operation == "recupererDetailPaiementSecurise":
            return reglages.altered(_detail(self.operations.settled(champs["idOp"])))
        if NUMCLI.fullmatch(champs["numCli"]) is None:
            raise Faute("SIM-NUMCLI")
        nom = self.libelles.get(champs["numCli"], "Régie inconnue de ce portail")
        return {"libelleN1": nom, "libelleN2": "PayFiP simulé", "libelleN3": "Tests", "numcli": champs["numCli"]}

    def _page(self, request: Request) -> Answer:
        sent = request.body.decode("utf-8", "replace") if request.method == "POST" else ""
        form = {nom: valeurs[0] for nom, valeurs in parse_qs(f"{request.target.partition('?')[2]}&{sent}").items()}
        idop = form.get("idop") or form.get("idOp") or ""
        try:
            if request.method == "GET" or "resultrans" not in form:
                return payfip_page.choice(self.operations.open(idop), PAGE, self.clothes)
            return self.settle(idop, form["resultrans"])
        except Faute as faute:
            operation = None if faute.code == "P1" else self.operations.find(idop)
            return payfip_page.refusal(faute, operation, self.clothes)

    def settle(self, idop: str, resultrans: str) -> Answer:
        """What a button of the page does. Raises Faute."""
        if resultrans not in set(Resultat):
            return problem(400, "Le résultat attendu est P, V, A, R ou Z")
        operation, reglages = self.operations.choose(idop, Resultat(resultrans)), self.tableau.read()
        self.notify(operation, reglages)
        return payfip_page.leave(operation, reglages, self.clothes)


def _detail(operation: Operation) -> dict[str, str]:
    """In the order of the protocol; dates are those of Paris."""
    quand = datetime.fromisoformat(operation.choisi_le).astimezone(PARIS)
    annonce = operation.champs
    return {
        "dattrans": quand.strftime("%d%m%Y"),
        "exer": annonce["exer"],
        "heurtrans": quand.strftime("%H%M"),
        "idOp": operation.idop,
        "mel": annonce["mel"],
        "montant": annonce["montant"],
        "numauto": operation.numauto,
        "numcli": annonce["numcli"],
        "objet": annonce["objet"],
        "refdet": annonce["refdet"],
        "resultrans": operation.resultat,
        "saisie": annonce["saisie"],
    }
