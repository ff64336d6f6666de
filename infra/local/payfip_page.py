"""The payment page and the switches of the simulated PayFiP, in the portal's own clothes."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from chalicelib.domain.payfip import Resultat
from infra.local.exchange import Answer, Request, as_json, problem
from infra.local.mailbox_page import Clothes, dress
from infra.local.payfip_operations import SUCCES, Faute, Operation
from infra.local.payfip_reglages import Reglages, Tableau

BOUTONS = {
    Resultat.PAYE_CARTE: "Payer par carte",
    Resultat.PAYE_PRELEVEMENT: "Payer par prélèvement",
    Resultat.CARTE_REFUSEE: "Carte refusée",
    Resultat.PRELEVEMENT_REFUSE: "Prélèvement refusé",
    Resultat.ABANDON: "Abandonner",
}
TITRE = "Paiement en ligne (PayFiP simulé)"
POLICY = "Content-Security-Policy"


def choice(operation: Operation, adresse: str, clothes: Clothes) -> Answer:
    """One button per result; after an abandon, those of a success only. `adresse`: where the form goes."""
    boutons = {r: nom for r, nom in BOUTONS.items() if not operation.resultat or r in SUCCES}
    values = {
        "adresse": adresse,
        "idop": operation.idop,
        "champs": operation.champs,
        "montant": int(operation.champs["montant"]),
        "boutons": boutons,
    }
    return _towards(operation, dress("payfip.html", TITRE, clothes, values))


def leave(operation: Operation, reglages: Reglages, clothes: Clothes) -> Answer:
    """To urlredirect, with the idOp and nothing else: a GET, or the form of a POST."""
    if reglages.retour == "GET":
        return Answer(303, (("Location", _back(operation, reglages)), ("Cache-Control", "no-store")))
    adresse = operation.champs["urlredirect"]
    values = {"adresse": adresse, "champ": reglages.champ, "idop": operation.idop}
    return _towards(operation, dress("payfip_retour.html", TITRE, clothes, values))


def refusal(faute: Faute, operation: Operation | None, clothes: Clothes) -> Answer:
    """The code and what it means, a page like another; `operation`: whose site the browser goes back to."""
    retour = "/" if operation is None else _back(operation, Reglages())
    values = {"code": faute.code, "libelle": faute.libelle, "retour": retour}
    return dress("payfip_refus.html", TITRE, clothes, values)


def reglages(request: Request, tableau: Tableau, clothes: Clothes) -> Answer:
    """GET: the switches, as a page or as JSON. POST: JSON or the form; what is not said is as it should be."""
    kind = request.headers.get_content_type()
    if request.method == "POST":
        try:
            tableau.write(_read(kind, request.body))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            return problem(400, f"Réglage inconnu\u00a0: {error}")
        if kind != "application/json":
            return Answer(303, (("Location", request.path), ("Cache-Control", "no-store")))
    actuels = msgspec.to_builtins(tableau.read())
    if request.method == "POST" or "text/html" not in request.headers.get("Accept", ""):
        return as_json(actuels)
    values = {"reglages": actuels, "adresse": request.path}
    return dress("payfip_reglages.html", "Réglages de PayFiP simulé", clothes, values)


def _read(kind: str, body: bytes) -> Reglages:
    if kind == "application/json":
        return msgspec.json.decode(body, type=Reglages)
    return msgspec.convert(dict(parse_qsl(body.decode())), Reglages, strict=False)


def _back(operation: Operation, reglages: Reglages) -> str:
    adresse = operation.champs["urlredirect"]
    return f"{adresse}{'&' if '?' in adresse else '?'}{urlencode([(reglages.champ, operation.idop)])}"


def _towards(operation: Operation, page: Answer) -> Answer:
    """Browsers hold a form, redirections included, to the origins that the page names."""
    retour = urlsplit(operation.champs["urlredirect"])
    allowed = f"form-action 'self' {retour.scheme}://{retour.netloc}"
    headers = ((n, v.replace("form-action 'self'", allowed) if n == POLICY else v) for n, v in page.headers)
    return Answer(page.status, tuple(headers), page.body)
