"""PayFiP in memory, answered where urllib3 would have sent the request: no socket, no function of ours replaced.

Written from the protocol alone, so that the portal's reading of it meets another one. What it holds is the truth of
the money: the portal learns of it as it can, late, twice, or never.
"""

import io
import threading
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from urllib3 import HTTPResponse

from chalicelib import clock
from chalicelib.clients import payfip

SERVICE = (
    "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/"
    "contrat_paiement_securise/PaiementSecuriseService"
)
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
NUIT = timedelta(hours=12)
"""After which an operation that nobody opened is forgotten (P1)."""
ENCAISSES = ("P", "V")


@dataclass
class Operation:
    """What was announced, the results chosen on its page one after the other; `faux` replaces what is told of it."""

    champs: dict
    creee_le: datetime
    ouverte: bool = False
    resultats: list = field(default_factory=list)
    faux: dict = field(default_factory=dict)

    @property
    def montant(self):
        """Centimes."""
        return int(self.champs["montant"])

    @property
    def encaissee(self):
        """Whether the citizen's account was charged."""
        return bool(self.resultats) and self.resultats[-1] in ENCAISSES


@dataclass
class Appel:
    """A request of the portal, with what the faults of pannes.py read of a request."""

    body: bytes
    url: str = "https://payfip.invalid/"
    method: str = "POST"
    headers: dict = field(default_factory=lambda: {"amz-sdk-invocation-id": uuid.uuid4().hex})

    @property
    def operation(self):
        """`creerPaiementSecurise`, `recupererDetailPaiementSecurise`."""
        return self._tag(self._sent())

    def champs(self):
        """What it says, in the order in which it says it."""
        return {self._tag(element): element.text or "" for element in self._sent()[0]}

    def _sent(self):
        return ET.fromstring(self.body)[-1][0]

    @staticmethod
    def _tag(element):
        return element.tag.rpartition("}")[2]


class Tresor:
    """`operations` by idOp; `guet`, when there is one, sees each request before it is answered."""

    def __init__(self):
        self.operations, self.guet = {}, None
        self._verrou = threading.Lock()

    def install(self):
        """In the place of the network, under the portal's own client."""
        payfip._pool.cache_clear()  # noqa: SLF001
        payfip._pool().urlopen = self.urlopen  # noqa: SLF001

    @staticmethod
    def uninstall():
        payfip._pool.cache_clear()  # noqa: SLF001

    def urlopen(self, _method, _url, body, **_):
        """As urllib3: a response, not yet read."""
        appel = Appel(body)
        return (self.guet and self.guet(appel)) or self.answer(appel)

    def choose(self, idop, resultat):
        """The citizen opens the page, and clicks."""
        operation = self.operations[idop]
        operation.ouverte = True
        operation.resultats.append(resultat)

    def open(self, idop):
        """The citizen opens the page, and chooses nothing."""
        self.operations[idop].ouverte = True

    def encaissees(self):
        """Of the operations whose money came."""
        return {idop: operation for idop, operation in self.operations.items() if operation.encaissee}

    def answer(self, appel):
        """As the DGFiP would."""
        champs = appel.champs()
        if appel.operation == "creerPaiementSecurise":
            idop = str(uuid.uuid4())
            with self._verrou:
                self.operations[idop] = Operation(champs, clock.now())
            return http(200, said("creerPaiementSecurise", {"idOp": idop}))
        code = self.unknown(champs["idOp"])
        if code:
            return http(500, refused("FonctionnelleErreur", code))
        return http(200, said("recupererDetailPaiementSecurise", self._detail(champs["idOp"])))

    def unknown(self, idop):
        """The code told instead of a result; None when there is one."""
        operation = self.operations.get(idop)
        if operation is None:
            return "P1"
        if operation.resultats:
            return None
        return "P1" if not operation.ouverte and clock.now() > operation.creee_le + NUIT else "P5"

    def _detail(self, idop):
        operation, heure = self.operations[idop], clock.now().astimezone(clock.PARIS)
        dites = ("exer", "mel", "montant", "numcli", "objet", "refdet", "saisie")
        told = {nom: operation.champs[nom] for nom in dites} | {"idOp": idop, "resultrans": operation.resultats[-1]}
        told |= {"dattrans": f"{heure:%d%m%Y}", "heurtrans": f"{heure:%H%M}"}
        return told | ({"numauto": "112233"} if operation.encaissee else {}) | operation.faux


def http(statut, corps):
    """As urllib3 gives it."""
    return HTTPResponse(io.BytesIO(corps), {"Content-Type": "text/xml"}, statut, preload_content=False)


def said(operation, champs):
    """The envelope of an answer."""
    told = "".join(f"<{nom}>{escape(valeur)}</{nom}>" for nom, valeur in sorted(champs.items()))
    reponse = f'<ns2:{operation}Response xmlns:ns2="{SERVICE}"><return>{told}</return></ns2:{operation}Response>'
    return _envelope(reponse)


def refused(erreur, code=""):
    """The envelope of a fault: a FonctionnelleErreur has a code, a technical one has none."""
    told = f"<code>{code}</code><descriptif>d</descriptif><libelle>l</libelle><severite>2</severite>" if code else ""
    return _envelope(
        f"<S:Fault><faultcode>S:Server</faultcode><faultstring>{erreur}</faultstring>"
        f'<detail><ns2:{erreur} xmlns:ns2="{SERVICE}">{told}</ns2:{erreur}></detail></S:Fault>'
    )


def _envelope(corps):
    return f'<S:Envelope xmlns:S="{SOAP}"><S:Body>{corps}</S:Body></S:Envelope>'.encode()
