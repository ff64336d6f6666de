"""« Mes comptes », the panier and its payment: a family with more factures than a page shows."""

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalice.app import Chalice

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.facture import Emission, LigneDeFacture, id_of
from chalicelib.domain.session import Genre
from infra.bench.budgets import Budget, Operation
from infra.bench.payfip import Banque
from infra.bench.visitor import Visitor

Event = dict[str, Any]
FACTURES = 3
"""Paid together: what a family pays in a month."""
DEPUIS = timedelta(days=30)


class Guichet:
    """One compte for each thing measured: a panier that is held takes nothing more."""

    def __init__(self, app: Chalice, modele: Compte, banque: Banque) -> None:
        self.app, self.modele, self.banque = app, modele, banque
        self.rangs = itertools.count()
        self.lecteur, famille = self._open()
        for rang in range(40):
            self._emit(famille, rang)

    def list_all(self) -> list[Event]:
        """Forty factures in three months."""
        return [self.lecteur.event("GET", "/factures")]

    def add(self) -> list[Event]:
        """The last one of those that a family pays together."""
        visitor, famille = self._open()
        *deja, derniere = [self._emit(famille, rang) for rang in range(FACTURES)]
        for facture in deja:
            visitor.call("POST", "/panier/lignes", {"facture": facture})
        return [visitor.event("POST", "/panier/lignes", {"facture": derniere})]

    def start(self, nombre: int = FACTURES) -> list[Event]:
        """Of so many."""
        return [self._ready(nombre).event("POST", "/panier/paiement", {})]

    def confirm(self, nombre: int = FACTURES) -> list[Event]:
        """What follows PayFiP's notification."""
        visitor = self._ready(nombre)
        paiement = visitor.call("POST", "/panier/paiement", {})["paiement"]
        self.banque.pay(paiement)
        return [visitor.event("POST", f"/paiements/notification?idop={paiement}")]

    def _ready(self, nombre: int) -> Visitor:
        visitor, famille = self._open()
        for rang in range(nombre):
            visitor.call("POST", "/panier/lignes", {"facture": self._emit(famille, rang)})
        return visitor

    def _open(self) -> tuple[Visitor, str]:
        """Somebody of a famille of their own, logged in."""
        rang = next(self.rangs)
        compte, famille, le = f"famille{rang:025x}", f"F{rang:06}", clock.now() - DEPUIS
        un = replace(self.modele, id=compte, etat=Etat.VALIDE, numero_famille=famille, cree_le=le, version=1)
        jeton, session = services.sessions.new(Genre.USAGER, compte)
        storage.commit(storage.comptes.creation(un))
        storage.sessions.save(replace(session, famille=famille))
        visitor = Visitor(self.app)
        visitor.enter(Genre.USAGER, jeton)
        return visitor, famille

    def _emit(self, famille: str, rang: int) -> str:
        """Of four lines, for two children; gives its id."""
        today = clock.today()
        lignes = tuple(
            LigneDeFacture(prestation, enfant, 14_000, 345, 4830)
            for prestation, enfant in itertools.product(("Restauration scolaire", "Accueil du soir"), ("Léo", "Jeanne"))
        )
        emission = Emission(
            regie="ville",
            numero=f"2026-10-{famille}-{rang}",
            famille=famille,
            payeur="Mme Amélie LIRE",
            objet="Restauration et périscolaire",
            periode="Octobre 2026",
            emise_le=today - timedelta(days=rang),
            echeance_le=today + timedelta(days=30),
            montant=sum(ligne.montant for ligne in lignes),
            lignes=lignes,
        )
        storage.commit(*storage.factures.creation(emission, clock.now()))
        return id_of(emission)

    def operations(self) -> list[Operation]:
        """All of them. Trips and read units count the session's, but for a notification, which has none."""
        return [
            Operation("list factures", self.list_all, Budget(2, 3, 0)),
            Operation("add to panier", self.add, Budget(3, 1 + 1, 4)),
            self.starting(FACTURES),
            self.confirming(FACTURES),
        ]

    def starting(self, nombre: int) -> Operation:
        """Two write units for each facture, the panier and the paiement; one for the queue of those that wait."""
        return Operation("start payment", lambda: self.start(nombre), Budget(3, 2, 2 * (nombre + 2) + 1))

    def confirming(self, nombre: int) -> Operation:
        """Two for each facture, the paiement and the mail; two to change the paiement's queue, one for the mail's."""
        return Operation("confirm payment", lambda: self.confirm(nombre), Budget(2, 1, 2 * (nombre + 2) + 3))
