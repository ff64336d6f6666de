"""The tables of who may come in: identifiants, agents, sessions, cryptogrammes, limits. See tables.py."""

import os

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute, UnicodeSetAttribute

from chalicelib.storage.connexion import Commun, Element


class IdentifiantItem(Element):
    """What proves who one is; also counts the tries at names that do not exist."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_IDENTIFIANTS", "identifiants")

    identifiant = UnicodeAttribute(hash_key=True)
    sujet = UnicodeAttribute(null=True)
    mot_de_passe = UnicodeAttribute(null=True)
    question = UnicodeAttribute(null=True)
    reponse = UnicodeAttribute(null=True)
    essais = UnicodeAttribute(null=True)
    essais_reponse = UnicodeAttribute(null=True)
    sessions = UnicodeSetAttribute(null=True)
    """Open ones, one text each."""
    connecte_le = UnicodeAttribute(null=True)
    secours = UnicodeAttribute(null=True)
    """A mailed password that waits to be used: its id and its end, from which it is derived; never itself."""
    expire_le = TTLAttribute(null=True)


class AgentItem(Element):
    """One per agent."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_AGENTS", "agents")

    courriel = UnicodeAttribute(hash_key=True)
    contenu = UnicodeAttribute()


class SessionItem(Element):
    """One per open session."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_SESSIONS", "sessions")

    jeton = UnicodeAttribute(hash_key=True)
    contenu = UnicodeAttribute()
    expire_le = TTLAttribute()


class CryptogrammeItem(Element):
    """One per image shown."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_CRYPTOGRAMMES", "cryptogrammes")

    id = UnicodeAttribute(hash_key=True)
    essais = UnicodeSetAttribute(null=True)
    expire_le = TTLAttribute()


class LimiteItem(Element):
    """How many times something was done from one address, within one window of time."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_LIMITES", "limites")

    cle = UnicodeAttribute(hash_key=True)
    nombre = NumberAttribute()
    expire_le = TTLAttribute()
