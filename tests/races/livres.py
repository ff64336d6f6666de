"""The books of the régies: factures, payments and panier read whole in their tables, and what must be true of them.

They are read as they rest, without the portal's own reading, and hold at any instant between two transactions, in
whatever order results came, or did not.
"""

import base64
import json
import zlib
from collections import Counter
from dataclasses import dataclass

from tests.races import decor

EN_LIGNE = ("carte", "prelevement_en_ligne")
ATTENTE, PANIER = "ATTENTE", "COMPTE#PANIER"


@dataclass
class Livres:
    """`factures` and `paiements` by id, `paniers` by compte, as dicts of what rests; `quittances`: numéros mailed."""

    factures: dict
    paiements: dict
    quittances: list
    paniers: dict

    @property
    def payes(self):
        """Payments that gave a quittance."""
        return {id_: paiement for id_, paiement in self.paiements.items() if paiement.get("quittance")}


def read():
    """All of it, at this instant."""
    mails = [item for item in decor.items("outbox") if "en_attente" in item]
    factures = [item for item in decor.items("factures") if item["element"]["S"] != "NUMERO"]
    return Livres(
        {_id(item): _facture(item) for item in factures},
        {item["paiement"]["S"]: _paiement(item) for item in decor.items("paiements")},
        [json.loads(item["variables"]["S"])["quittance"] for item in mails if item["modele"]["S"] == "quittance"],
        {item["compte"]["S"]: _panier(item) for item in decor.items("comptes") if item["element"]["S"] == PANIER},
    )


def check(constat, tresor):
    """What must hold at any instant; gives the books, for what a race expects besides."""
    livres = read()
    _check_factures(constat, livres)
    _check_quittances(constat, livres)
    _check_waiting(constat, livres)
    _check_amounts(constat, livres, tresor)
    return livres


def check_settled(constat, tresor):
    """And once everything was asked: the money that came has its quittance, or a person who is to give it back."""
    livres = check(constat, tresor)
    waiting = [id_ for id_, paiement in livres.paiements.items() if paiement["file"] == ATTENTE]
    constat.expect("payments still waiting", waiting, [])
    constat.expect("factures still held", [i for i, f in livres.factures.items() if f["etat"] == "en_paiement"], [])
    known = livres.payes.keys() | {i for i, p in livres.paiements.items() if p["anomalie"] == "encaisse_en_double"}
    constat.expect("money that came and is known", tresor.encaissees().keys() - known, set())
    return livres


def _check_factures(constat, livres):
    """A facture is paid by one payment, which says so; it is held by one that waits."""
    parts = Counter(part["facture"] for paiement in livres.payes.values() for part in paiement["parts"])
    constat.expect("factures in two paid payments", [f for f, times in parts.items() if times > 1], [])
    payees = {id_: facture for id_, facture in livres.factures.items() if facture["etat"] == "payee"}
    constat.expect("factures of the paid payments", set(parts), set(payees))
    for id_, facture in payees.items():
        by = livres.paiements[facture["paiement"]]
        told = (facture["reglement"]["quittance"], facture["reglement"]["moyen"])
        constat.expect(f"how {id_} was paid", told, (by["quittance"], by["moyen"]))
    for id_, facture in livres.factures.items():
        constat.expect(f"{id_} is held by somebody", bool(facture["paiement"]), facture["etat"] in HELD)
        if facture["etat"] == "en_paiement":
            holder = livres.paiements.get(facture["paiement"], {"file": "", "parts": []})
            constat.expect(f"what holds {id_} waits", holder["file"], ATTENTE)
            constat.expect(f"{id_} in what holds it", id_ in {part["facture"] for part in holder["parts"]}, True)


HELD = ("en_paiement", "payee")


def _check_quittances(constat, livres):
    """One numéro, one mail, one line of the day for each payment that was paid; none for the others."""
    en_ligne = {id_: paiement for id_, paiement in livres.payes.items() if paiement["moyen"] in EN_LIGNE}
    numeros = [paiement["quittance"] for paiement in livres.payes.values()]
    constat.expect("quittances with one numéro", [n for n, times in Counter(numeros).items() if times > 1], [])
    mailed = Counter(livres.quittances)
    constat.expect("mailed without being", mailed.keys() - set(numeros), set())
    told_once = {paiement["quittance"]: 1 for paiement in en_ligne.values()}
    constat.expect("mails of those paid online", {n: mailed[n] for n in told_once}, told_once)
    for id_, paiement in en_ligne.items():
        constat.expect(f"quittance of {id_}", paiement["quittance"].replace("-", ""), paiement["refdet"])
        constat.expect(f"{id_} among the day's", paiement["file"].startswith(f"{paiement['regie']}#"), True)
    etats = {paiement["etat"] for paiement in livres.payes.values()}
    constat.expect("states with a quittance", etats <= {"paye"}, True)
    lignes = Counter(item["sujet"]["S"] for item in decor.items("journal") if '"reglement"' in item["contenu"]["S"])
    constat.expect("told twice in the journal", [sujet for sujet, times in lignes.items() if times > 1], [])


def _check_waiting(constat, livres):
    """What is free or paid waits no more, and the other way round."""
    for id_, paiement in livres.paiements.items():
        attend = paiement["etat"] != "paye" and not paiement["libere"]
        constat.expect(f"{id_} waits", paiement["file"] == ATTENTE, attend)


def _check_amounts(constat, livres, tresor):
    """Sum of the quittances = sum of the paid payments = sum of the factures; each as announced and as charged."""
    en_ligne = {id_: paiement for id_, paiement in livres.payes.items() if paiement["moyen"] in EN_LIGNE}
    by_card = [f["montant"] for f in livres.factures.values() if f["etat"] == "payee" and f["moyen"] in EN_LIGNE]
    constat.expect("sum of what was paid by card", sum(by_card), sum(p["montant"] for p in en_ligne.values()))
    every = [f["montant"] for f in livres.factures.values() if f["etat"] == "payee"]
    constat.expect("sum of what was paid", sum(every), sum(p["montant"] for p in livres.payes.values()))
    encaissees = tresor.encaissees()
    constat.expect("paid without money", en_ligne.keys() - encaissees.keys(), set())
    for id_, paiement in livres.paiements.items():
        constat.expect(f"parts of {id_}", sum(part["montant"] for part in paiement["parts"]), paiement["montant"])
        factures = {part["facture"]: part["montant"] for part in paiement["parts"]}
        at_rest = {facture: livres.factures[facture]["montant"] for facture in factures}
        constat.expect(f"amounts of {id_}", factures, at_rest)
        if id_ in tresor.operations:
            announced = tresor.operations[id_]
            constat.expect(f"announced of {id_}", (announced.montant, announced.champs["refdet"]), _told(paiement))


def _told(paiement):
    return paiement["montant"], paiement["refdet"]


def _id(item):
    famille = base64.urlsafe_b64encode(item["famille"]["S"].encode()).decode().rstrip("=")
    return f"{famille}.{item['element']['S']}"


def _facture(item):
    reglement = json.loads(item["reglement"]["S"]) if "reglement" in item else {"moyen": "", "quittance": ""}
    return {
        "etat": item["etat"]["S"],
        "montant": int(item["montant"]["N"]),
        "paiement": item["paiement"]["S"] if "paiement" in item else "",
        "reglement": reglement,
        "moyen": reglement["moyen"],
    }


def _paiement(item):
    """What only the portal reads, and beside it what the store compares and indexes."""
    contenu = json.loads(zlib.decompress(item["contenu"]["B"]))
    return contenu | {"file": item["file"]["S"], "rang": item["rang"]["S"], "etat": item["etat"]["S"]}


def _panier(item):
    return json.loads(zlib.decompress(base64.b85decode(item["contenu"]["S"])))
