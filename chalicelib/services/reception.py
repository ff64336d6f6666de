"""The files that come with a submission or an event: read at once, refused or taken with it, never copied (R27)."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from chalicelib import clock, storage
from chalicelib.domain.demande import A_CONTROLER, Controle, Fichier, Piece
from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide
from chalicelib.domain.fichiers import PAR_ENVOI, QUARANTAINE, Source, Televersement, id_of
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.justificatifs import Justificatif
from chalicelib.domain.natures import AUTRE
from chalicelib.domain.pieces import RIEN, Depot, Fourniture, Recu, gone, refuse_again, refuse_received
from chalicelib.storage.transaction import EcritureRefusee, Operation


@dataclass(frozen=True, slots=True)
class Vus:
    """What was read about the files of a request: announcements and first bytes by id, justificatifs by nature."""

    fichiers: Mapping[str, Televersement]
    depots: Mapping[str, Depot | None]
    justificatifs: Mapping[str, Justificatif]


@dataclass(frozen=True, slots=True)
class Recues:
    """Pièces that can be taken, and what takes them."""

    pieces: tuple[Piece, ...]
    compte: str | None
    fichiers: tuple[Televersement, ...]
    """Each with its `piece`; those that have a `source` are made by the taking itself."""
    gardees: tuple[tuple[str, int, Piece], ...] = ()
    """(nature, months) of what the compte may use again."""

    @property
    def controles(self) -> dict[str, Controle]:
        """As known by now, by id."""
        return {fichier.id: fichier.controle or A_CONTROLER for fichier in self.fichiers}

    def operations(self, numero: str) -> list[Operation]:
        """For the transaction of the submission or of the event. A file taken meanwhile refuses it."""
        now, operations = clock.now(), list[Operation]()
        for fichier in self.fichiers:
            pris = replace(fichier, numero=numero)
            taking = storage.fichiers.creation if pris.source else storage.fichiers.taking
            operations.append(taking(pris, now))
            operations.append(storage.fichiers.result(numero, pris.id, self.controles[pris.id]))
        if self.compte:
            for justificatif in self._justificatifs(numero):
                operations.append(storage.justificatifs.keeping(self.compte, justificatif))
        return operations

    def explain(self, refus: EcritureRefusee) -> SaisieInvalide | None:
        """Which files somebody else took, or its sender dropped, between our reading and our writing."""
        erreurs = tuple(
            gone(fichier.piece or "", fichier.nom) for fichier in self.fichiers if f"fichier:{fichier.id}" in refus.noms
        )
        return SaisieInvalide(erreurs=erreurs) if erreurs else None

    def _justificatifs(self, numero: str) -> Iterable[Justificatif]:
        """One by nature: the store takes a key once."""
        today = clock.today()
        return {
            nature: Justificatif(nature, numero, piece.fichiers, today, mois) for nature, mois, piece in self.gardees
        }.values()


def look(fournies: Mapping[str, Fourniture], compte: str | None, *autres: Callable[[], Any]) -> tuple[Vus, list[Any]]:
    """What `take` needs, and the results of `autres`, in one round trip; two for a file that seems lost."""
    ids = list(dict.fromkeys(id for f in fournies.values() for cle in f.cles if (id := id_of(cle))))[:PAR_ENVOI]  # noqa: A001
    reprend = compte if any(f.reprise for f in fournies.values()) else None
    calls: list[Callable[[], Any]] = [partial(storage.fichiers.find_all, ids)] if ids else []
    calls += [partial(storage.justificatifs.of_compte, reprend)] if reprend else []
    resultats = storage.together(*autres, *calls, *(partial(storage.pieces.inspect, QUARANTAINE + id) for id in ids))  # noqa: A001
    lus = resultats[len(autres) :]
    fichiers = lus.pop(0) if ids else {}
    justificatifs = lus.pop(0) if reprend else {}
    # Checked between the two readings: its verdict was not there yet, its bytes no longer are.
    partis = [id for id, depot in zip(ids, lus, strict=True) if depot is None and _unchecked(fichiers.get(id))]  # noqa: A001
    fichiers |= storage.fichiers.find_all(partis)
    return Vus(fichiers, dict(zip(ids, lus, strict=True)), justificatifs), resultats[: len(autres)]


def _unchecked(fichier: Televersement | None) -> bool:
    return fichier is not None and fichier.controle is None


def take(
    demandees: Iterable[PieceDemandee], fournies: Mapping[str, Fourniture], compte: str | None, vus: Vus
) -> Recues:
    """The same, of what was read. Raises SaisieInvalide on `pieces.*`."""
    reception = _Reception(vus, compte)
    for demandee in demandees:
        reception.add(demandee, fournies.get(demandee.nom, RIEN))
    if reception.erreurs:
        raise SaisieInvalide(erreurs=tuple(reception.erreurs))
    return Recues(tuple(reception.pieces), compte, tuple(reception.fichiers), tuple(reception.gardees))


class _Reception:
    """The pièces of one request, one after the other: a file is given once."""

    def __init__(self, vus: Vus, compte: str | None) -> None:
        self.vus, self.compte = vus, compte
        self.vues: set[str] = set()
        self.pieces, self.fichiers = list[Piece](), list[Televersement]()
        self.erreurs, self.gardees = list[ErreurDeChamp](), list[tuple[str, int, Piece]]()

    def add(self, demandee: PieceDemandee, fourniture: Fourniture) -> None:
        pris = list(self._again(demandee)) if fourniture.reprise and not fourniture.cles else []
        recus = [self._recu(cle) for cle in fourniture.cles]
        if erreur := refuse_received(demandee, recus):
            self.erreurs.append(erreur)
        pris += [recu.fichier for recu in recus if recu]
        piece = Piece(demandee.nom, demandee.libelle, tuple(map(_fichier, pris)), not pris)
        if pris or fourniture.par_courrier:
            self.pieces.append(piece)
        self.fichiers += [replace(fichier, piece=demandee.nom) for fichier in pris]
        if recus and demandee.nature not in {"", AUTRE} and demandee.validite_mois:
            self.gardees.append((demandee.nature, demandee.validite_mois, piece))

    def _recu(self, cle: str) -> Recu | None:
        id = id_of(cle) or ""  # noqa: A001
        fichier = self.vus.fichiers.get(id)
        if fichier is None or not fichier.is_for(self.compte, clock.now()):
            return None
        # The same file under two pièces: taken by the first one.
        deja = fichier if id not in self.vues else replace(fichier, numero="")
        self.vues.add(id)
        return Recu(deja, self.vus.depots.get(id))

    def _again(self, demandee: PieceDemandee) -> Iterator[Televersement]:
        connu = self.vus.justificatifs.get(demandee.nature)
        if erreur := refuse_again(demandee, connu, clock.today()):
            self.erreurs.append(erreur)
        elif connu:
            yield from (self._copy(connu, fichier) for fichier in connu.fichiers)

    def _copy(self, connu: Justificatif, fichier: Fichier) -> Televersement:
        source = Source(connu.numero, fichier.id)
        nouveau = new_id()
        return Televersement(
            nouveau, fichier.nom, fichier.type, fichier.taille, self.compte, clock.now(), source=source
        )


def new_id() -> str:
    """Which nobody can guess."""
    return secrets.token_urlsafe(24)


def _fichier(fichier: Televersement) -> Fichier:
    controle = fichier.controle
    taille = controle.taille if controle else fichier.taille
    return Fichier(QUARANTAINE + fichier.id, fichier.nom, controle.type if controle else fichier.type, taille)
