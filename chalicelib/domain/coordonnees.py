"""Where somebody can be reached: what a courriel, a téléphone and an address must look like."""

import re
from typing import TypedDict

from chalicelib.domain.messages import Faute, ValeurRefusee
from chalicelib.domain.parties import part, require, shape
from chalicelib.domain.texte import BLANCS, parse_texte

LONGUEUR_COURRIEL = 254
LONGUEUR_PARTIE_LOCALE = 64
COURRIEL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
TELEPHONE_SAISI = re.compile(r"\+?[0-9 .()/\u00a0\u202f\u2010\u2011-]{4,30}")
TELEPHONE_FRANCAIS = re.compile(r"\+33[1-9]\d{8}", re.ASCII)
CODE_POSTAL = re.compile(r"\d{5}", re.ASCII)
LIGNES_MAX = 4
LONGUEUR_LIGNE = 80


class AdresseSaisie(TypedDict):
    """An address as it travels and rests: 1 to 4 lines, as on an envelope."""

    lignes: list[str]
    code_postal: str
    commune: str


def parse_courriel(valeur: object) -> str:
    """The domain in lower case; the local part as typed. ASCII only, as the sending service wants it.

    Empty is "". Raises ValeurRefusee.
    """
    courriel = parse_texte(valeur, LONGUEUR_COURRIEL)
    if not courriel:
        return ""
    locale, _, domaine = courriel.rpartition("@")
    if COURRIEL.fullmatch(courriel) is None or len(locale) > LONGUEUR_PARTIE_LOCALE:
        raise ValeurRefusee(Faute("courriel"))
    return f"{locale}@{domaine.lower()}"


def parse_telephone(valeur: object) -> str:
    """E.164. A French number needs nine digits after its prefix and no more.

    The numbers set aside for fiction (06 39 98…) are in nobody's plan: demonstrations and tests use them. Numbers of
    other countries must exist in their country's plan. Empty is "". Raises ValeurRefusee.
    """
    import phonenumbers  # noqa: PLC0415  (90 ms at cold start, for the few requests that need it)

    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    saisi = valeur.strip(BLANCS)
    if not saisi:
        return ""
    if TELEPHONE_SAISI.fullmatch(saisi) is None:
        raise ValeurRefusee(Faute("telephone"))
    try:
        numero = phonenumbers.parse(saisi, "FR")
    except phonenumbers.NumberParseException as error:
        raise ValeurRefusee(Faute("telephone")) from error
    e164 = phonenumbers.format_number(numero, phonenumbers.PhoneNumberFormat.E164)
    if TELEPHONE_FRANCAIS.fullmatch(e164) is None and not phonenumbers.is_valid_number(numero):
        raise ValeurRefusee(Faute("telephone"))
    return e164


def is_mobile(e164: str) -> bool:
    """Whether the number can receive SMS, as far as its country's plan tells."""
    import phonenumbers  # noqa: PLC0415

    if e164.startswith("+33"):
        return e164[3] in "67"
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return phonenumbers.number_type(phonenumbers.parse(e164)) in kinds


def parse_adresse(valeur: object) -> AdresseSaisie | None:
    """Each part at fault once, under its own name. An address with nothing in it is None. Raises ValeurRefusee."""
    saisie = shape(valeur, AdresseSaisie.__required_keys__)
    fautes = dict[str, Faute]()
    lignes = part("lignes", _lignes, saisie, fautes) or []
    code_postal = part("code_postal", _code_postal, saisie, fautes) or ""
    commune = part("commune", _ligne, saisie, fautes) or ""
    parties: AdresseSaisie = {"lignes": lignes, "code_postal": code_postal, "commune": commune}
    if not fautes and not any(parties.values()):
        return None
    require(parties, fautes)
    return parties


def _lignes(valeur: object) -> list[str]:
    if not isinstance(valeur, list):
        raise ValeurRefusee(Faute("forme"))
    lignes = [texte for ligne in valeur if (texte := _ligne(ligne))]
    if len(lignes) > LIGNES_MAX:
        raise ValeurRefusee(Faute("trop-long.lignes", {"max": LIGNES_MAX}))
    return lignes


def _code_postal(valeur: object) -> str:
    code_postal = _ligne(valeur).replace(" ", "")
    if code_postal and CODE_POSTAL.fullmatch(code_postal) is None:
        raise ValeurRefusee(Faute("code-postal"))
    return code_postal


def _ligne(valeur: object) -> str:
    return parse_texte(valeur, LONGUEUR_LIGNE)
