"""The first data of a local portal, made by the portal's own services: what a citizen or an agent could have done."""

import secrets
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import boto3

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain import creation
from chalicelib.domain.compte import Compte
from chalicelib.domain.idempotence import Sceau, seal
from chalicelib.domain.identifiant import normalise
from chalicelib.domain.jour import FORME, Jour
from chalicelib.domain.pieces import Fourniture
from chalicelib.domain.session import Agent, Genre
from chalicelib.domain.soumission import Soumission
from chalicelib.domain.transitions import Evenement
from chalicelib.domain.validation import Avis
from chalicelib.services import empreintes
from chalicelib.services.fichiers import Annonce
from chalicelib.storage.identifiants import Acces
from infra import cryptogrammes
from infra.local import demonstration_factures

DATA = Path(__file__).with_suffix(".toml")
DOCUMENT = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Root 1 0 R/Size 4>>\n"
    b"startxref\n164\n%%EOF\n"
)
"""One blank page."""


def create() -> dict[str, list[dict[str, Any]]]:
    """Everything, once, on empty tables; gives the logins, as /_local/demonstration shows them."""
    data = _dated(tomllib.loads(DATA.read_text(encoding="utf-8")), clock.today())
    agents = [_agent(voulu) for voulu in data["agents"]]
    comptes = [_compte(voulu, agents) for voulu in data["comptes"]]
    demonstration_factures.create(agents, _days_ago, _once, (comptes[0].id, comptes[0].coordonnees.courriel))
    return {
        "comptes": [
            {"identifiant": compte.identifiant, "mot_de_passe": voulu["securite"]["mot_de_passe"], "etat": compte.etat}
            for compte, voulu in zip(comptes, data["comptes"], strict=True)
            if voulu["presente"]
        ],
        "agents": [
            {key: voulu[key] for key in ("courriel", "mot_de_passe", "services", "roles")} | {"totp": None}
            for voulu in data["agents"]
        ],
    }


def is_there() -> bool:
    """Whether the tables hold it: an engine of last resort may have lost them when it was killed."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return storage.agents.find(data["agents"][0]["courriel"]) is not None


def _agent(voulu: Mapping[str, Any]) -> Agent:
    agent = Agent(voulu["courriel"], voulu["prenom"], voulu["nom"], tuple(voulu["services"]), tuple(voulu["roles"]))
    empreinte = empreintes.of_password(voulu["mot_de_passe"], Genre.AGENT)
    acces = Acces(f"agent:{normalise(agent.courriel)}", agent.courriel, empreinte)
    storage.commit(storage.agents.creation(agent), storage.identifiants.creation(acces))
    return agent


def _compte(voulu: Mapping[str, Any], agents: list[Agent]) -> Compte:
    """Created some days ago; what the mairie decided of it, and its demandes, follow."""
    with _days_ago(voulu["jours"]):
        saisie = creation.check(
            voulu["identite"],
            voulu["coordonnees"],
            voulu["communication"],
            voulu.get("membres", []),
            voulu["securite"],
            clock.today(),
        )
        compte = services.comptes.create(saisie, cryptogrammes.draw(), _once())
    agent = next(agent for agent in agents if "comptes" in agent.roles)
    for decision in voulu.get("decisions", ()):
        with _days_ago(decision["jours"]):
            avis = Avis(decision["decision"], decision.get("motif", ""), decision.get("numero_famille"))
            compte = services.validation.decide(agent, compte.id, avis)
    for demande in voulu.get("demandes", ()):
        _demande(compte, demande, agents)
    return compte


def _demande(compte: Compte, voulue: Mapping[str, Any], agents: list[Agent]) -> None:
    """Submitted some days ago; its events follow, one a day, by an agent of the service."""
    definition = services.demarches.get(voulue["demarche"])
    with _days_ago(voulue["jours"]):
        reponses = voulue["reponses"]
        demandees = definition.pieces_for(reponses, clock.today())
        pieces = {piece.nom: Fourniture(par_courrier=True) for piece in demandees}
        if "fichier" in voulue:
            pieces[voulue["fichier"]] = Fourniture((_send(definition.slug, voulue["fichier"], compte.id),))
        envoi = Soumission(definition.slug, definition.version, reponses, pieces, voulue.get("membre"))
        demande = services.demandes.submit(envoi, compte.id, _once())
    agent = next(agent for agent in agents if definition.service in agent.services)
    for rang, passage in enumerate(voulue.get("evenements", ()), start=1):
        with _days_ago(voulue["jours"] - rang):
            evenement = Evenement(passage["evenement"])
            demande = services.agents.decide(
                agent, demande.numero, evenement, passage.get("motif", ""), demande.version
            )


def _send(demarche: str, piece: str, compte: str) -> str:
    """As a browser would: announced, then put in the bucket under the key and metadata that the portal gave."""
    annonce = Annonce("justificatif.pdf", "application/pdf", len(DOCUMENT), demarche, piece)
    envoi = services.fichiers.prepare(annonce, compte)
    boto3.client("s3").put_object(
        Bucket=settings().bucket_pieces,
        Key=envoi.cle,
        Body=DOCUMENT,
        ContentType=annonce.type,
        Metadata={"nom": annonce.nom},
    )
    return envoi.cle


@contextmanager
def _days_ago(days: int) -> Iterator[None]:
    """The portal lives that day inside the block."""
    clock.offset -= timedelta(days=days)
    try:
        yield
    finally:
        clock.offset += timedelta(days=days)


def _dated(value: Any, today: date) -> Any:  # noqa: ANN401  # whatever TOML holds
    """The same with « aujourdhui-7ans » and the like as dates."""
    if isinstance(value, dict):
        return {key: _dated(inner, today) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner, today) for inner in value]
    return Jour(value).on(today).isoformat() if isinstance(value, str) and FORME.fullmatch(value) else value


def _once() -> Sceau:
    return seal("", "demonstration", secrets.token_hex(16), b"")
