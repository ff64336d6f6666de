"""Paying the panier (R36): start, follow, be told by PayFiP. What its answers change is in resultats.py.

PayFiP is asked before the transaction: an operation whose transaction failed is one that nobody can open.
"""

from chalicelib import clock, storage
from chalicelib.config import PayFip, Regie, settings
from chalicelib.domain import numero as numeros
from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import EcritureConcurrente, Indisponible, Introuvable
from chalicelib.domain.errors_paiement import FactureNonPayable, PaiementEnCours, PanierVide
from chalicelib.domain.facture import Evenement, key_of
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.paiement import Episode, Etat, Moyen, Paiement, Part, Source
from chalicelib.domain.panier import Panier
from chalicelib.domain.payfip import IDOP, PayFipIndisponible
from chalicelib.services import cadence, factures, paniers, payfip, resultats
from chalicelib.services.payfip import Annonce
from chalicelib.services.resultats import ask
from chalicelib.services.verifications import verify_pending
from chalicelib.storage.transaction import EcritureRefusee

__all__ = ["ask", "follow", "notify", "start", "verify_pending"]

ESSAIS = 4
"""Another tab, another member of the foyer, may come first."""
INITIE = "initie"
A_RELIRE = "Votre panier a été mis à jour\u00a0: vérifiez-le avant de payer."


def start(compte: str, sceau: Sceau) -> Paiement:
    """The payment of the panier, whose page is payfip.page(…); the same request, or another tab, is given the same.

    Two round trips, PayFiP between them. Raises PaiementEnCours, PanierVide, PaiementImpossible; FactureNonPayable,
    the panier having been mended; Indisponible when PayFiP cannot be asked, and nothing has begun.
    """
    for _ in range(ESSAIS):
        titulaire, panier = storage.paniers.read(compte, consistent=True)
        en_cours = storage.paiements.find(panier.paiement) if panier.paiement else None
        if meme := _same(panier, en_cours, sceau):
            return meme
        libre = panier.after(en_cours)
        try:
            return _open(titulaire, libre, sceau)
        except EcritureRefusee:
            _refuse_what_left(titulaire, libre)
    raise EcritureConcurrente


def follow(compte: str, id: str) -> Paiement:  # noqa: A002
    """One's own; PayFiP is asked while the result is not known, and its silence changes nothing. Raises Introuvable."""
    paiement = storage.paiements.find(id)
    if paiement is None or paiement.compte != compte:
        raise Introuvable
    if not paiement.attend or not cadence.is_due(id):
        return paiement
    try:
        return resultats.update(paiement, Source.USAGER)
    except (PayFipIndisponible, EcritureConcurrente):
        return storage.paiements.find(id) or paiement


def notify(idop: str) -> None:
    """PayFiP says that something happened to an operation, not what: one that is not ours is passed over.

    Raises Indisponible: it had better come again.
    """
    if IDOP.fullmatch(idop) is None:
        return
    try:
        ask(idop, Source.NOTIFICATION)
    except Introuvable:
        return
    except EcritureConcurrente as error:
        raise Indisponible from error


def _same(panier: Panier, paiement: Paiement | None, sceau: Sceau) -> Paiement | None:
    """The payment that this request, or another tab, began. Raises PaiementEnCours when it has to end first."""
    if panier.cle == sceau.cle:
        return _begun(paiement or storage.paiements.find(panier.dernier))
    if paiement is None or not paiement.attend:
        return None
    if not paiement.is_open(clock.now()):
        raise PaiementEnCours(non_concordant=paiement.non_concordant)
    return paiement


def _begun(paiement: Paiement | None) -> Paiement:
    """By this very request, whatever became of it and of the panier; its page is no place to go to for nothing."""
    if paiement is None:
        raise EcritureConcurrente
    if paiement.non_concordant:
        raise PaiementEnCours(non_concordant=True)
    return paiement


def _open(titulaire: Compte | None, panier: Panier, sceau: Sceau) -> Paiement:
    """Raises EcritureRefusee when the panier or one of its factures is not what was read."""
    regie, en_ligne = _check(titulaire, panier)
    annee = clock.today().year
    # The same request later, on another panier, is another payment: its numéro is its own.
    numero = numeros.derive(regie.lettre, annee, f"{sceau.cle}/{panier.version}", groupes=numeros.QUITTANCE)
    courriel = titulaire.coordonnees.courriel if titulaire else ""
    annonce = Annonce(panier, regie.nom, en_ligne, numero.replace("-", ""), courriel)
    paiement = _new(payfip.announce(annonce), annonce, sceau)
    storage.commit(
        *(
            storage.factures.change(part.facture, Evenement.ENGAGER, paiement=paiement.id, montant=part.montant)
            for part in paiement.parts
        ),
        storage.paniers.hold(panier, paiement.id, sceau.cle),
        storage.paiements.creation(paiement),
    )
    return paiement


def _new(id: str, annonce: Annonce, sceau: Sceau) -> Paiement:  # noqa: A002
    panier, now = annonce.panier, clock.now()
    return Paiement(
        id=id,
        compte=panier.compte,
        regie=panier.regie,
        etat=Etat.INITIE,
        moyen=Moyen.CARTE,
        montant=panier.montant,
        refdet=annonce.refdet,
        courriel=annonce.courriel,
        initie_le=now,
        parts=tuple(Part(ligne.facture, ligne.numero, ligne.montant) for ligne in panier.lignes),
        numcli=annonce.payfip.numcli,
        saisie=annonce.payfip.saisie,
        cle=sceau.cle,
        historique=(Episode(now, Source.USAGER, INITIE),),
    )


def _check(titulaire: Compte | None, panier: Panier) -> tuple[Regie, PayFip]:
    """Raises Introuvable, PanierVide, FactureNonPayable, EcritureRefusee for factures of another famille."""
    if manque := factures.condition(titulaire):
        raise FactureNonPayable(manque.detail)
    if not panier.lignes:
        raise PanierVide
    regie = settings().commune.regies.get(panier.regie)
    if regie is None or regie.payfip is None:
        raise FactureNonPayable("Ces factures se paient auprès de la régie, pas en ligne.")
    familles = {cle[0] for ligne in panier.lignes if (cle := key_of(ligne.facture))}
    if titulaire and familles != {titulaire.numero_famille}:
        raise EcritureRefusee(frozenset({"panier"}))
    return regie, regie.payfip


def _refuse_what_left(titulaire: Compte | None, panier: Panier) -> None:
    """Raises FactureNonPayable once the panier is without the factures that cannot be paid; nothing when all can."""
    juste = paniers.mend(panier, titulaire)
    if juste == panier:
        return
    try:
        storage.paniers.save(juste)
    except EcritureRefusee:
        return
    motifs = " ".join(retiree.motif for retiree in juste.retirees[-(len(panier.lignes) - len(juste.lignes)) :])
    raise FactureNonPayable(f"{motifs} {A_RELIRE}")
