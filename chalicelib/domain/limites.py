"""How much one address may do: what a person never reaches and a robot soon does (R11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

HEURE = timedelta(hours=1)
JOUR = timedelta(hours=24)
FOYER_IPV6 = 64
"""Bits of an IPv6 that one home shares; it may use any of the addresses below."""


@dataclass(frozen=True, slots=True)
class Limite:
    """At most `maximum` in each `fenetre`. `nom` is part of a key at rest.

    `stricte`: what protects one person's compte holds everywhere; the rest is relaxed where all visitors share one
    address (Settings.indulgence).
    """

    nom: str
    maximum: int
    fenetre: timedelta
    stricte: bool = False

    def window(self, now: datetime) -> tuple[int, datetime]:
        """The rank of the present window, and its end."""
        rang = int(now.timestamp() // self.fenetre.total_seconds())
        return rang, datetime.fromtimestamp((rang + 1) * self.fenetre.total_seconds(), now.tzinfo)


def visitor(source: str) -> str:
    """Who is counted behind an address as the gateway gives it: a home is one visitor."""
    try:
        adresse = ip_address(source)
    except ValueError:
        return source or "inconnue"
    if not isinstance(adresse, IPv6Address):
        return source
    return str(adresse.ipv4_mapped or IPv6Network((adresse, FOYER_IPV6), strict=False))


CONNEXIONS = Limite("connexions", 100, timedelta(minutes=10))
"""Per IP: a town's library and a mobile operator stand behind one address each."""
COMPTES = Limite("comptes", 20, HEURE)
"""Per IP."""
COMPTES_PAR_COURRIEL = Limite("comptes-courriel", 5, JOUR)
DEMANDES = Limite("demandes", 20, HEURE)
"""Without compte, per IP."""
DEMANDES_PAR_COURRIEL = Limite("demandes-courriel", 10, JOUR)
SUIVIS = Limite("suivis", 30, HEURE)
"""Links asked for to follow a demande, per IP."""
SUIVIS_PAR_NUMERO = Limite("suivis-numero", 10, HEURE, stricte=True)
"""The same, per numéro: enough for who mistypes, too little for who guesses."""
ANNONCES = Limite("annonces", 300, HEURE)
"""Files announced or put together, per IP."""
CRYPTOGRAMMES = Limite("cryptogrammes", 120, HEURE)
"""Per IP."""
FORCES = Limite("forces", 300, HEURE)
"""Passwords weighed, per IP."""
QUESTIONS = Limite("questions", 30, HEURE)
"""Secret questions asked for, per IP."""
REPONSES = Limite("reponses", 10, HEURE, stricte=True)
"""Answers to a secret question, per IP."""
RAPPELS = Limite("rappels", 10, HEURE)
"""Identifiants asked for, per IP."""
RAPPELS_PAR_COURRIEL = Limite("rappels-courriel", 3, JOUR, stricte=True)
CHANGEMENTS_DE_COURRIEL = Limite("changements-courriel", 5, JOUR, stricte=True)
"""Mails that ask a new address to be confirmed: it may be somebody else's."""
CHANGEMENTS_PAR_COMPTE = Limite("changements-compte", 10, JOUR, stricte=True)
"""The same, whichever addresses one compte asks."""
