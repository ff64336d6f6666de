"""SOAP 1.1 by hand: an envelope to send, and a reader that strangers cannot make work for them.

Twenty lines of XML go each way; zeep would weigh 12 MB (lxml) in the function. A document type is refused, so no
entity is ever expanded; depth and size are bounded; names are kept with their namespace.
"""

from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

ENVELOPPE = "http://schemas.xmlsoap.org/soap/envelope/"
LARGEST = 64 * 1024
"""Bytes; an answer of PayFiP weighs one kilobyte."""
DEEPEST = 16


class Illisible(ValueError):
    """Not XML, or XML that nobody should send."""


@dataclass(slots=True)
class Element:
    """`nom` without its namespace, `espace` is this namespace ("" for none); `texte` is trimmed."""

    espace: str
    nom: str
    texte: str = ""
    enfants: list["Element"] = field(default_factory=list)

    def find(self, nom: str) -> "Element | None":
        """The first child of that name, whatever its namespace."""
        return next((enfant for enfant in self.enfants if enfant.nom == nom), None)

    def text(self, nom: str) -> str:
        """Of that child; "" when it is not there."""
        enfant = self.find(nom)
        return "" if enfant is None else enfant.texte


class _Reader:
    """Follows expat's events; the first element that opens is the root."""

    def __init__(self) -> None:
        self.racine: Element | None = None
        self._ouverts: list[Element] = []

    def start(self, nom: str, _attributs: dict[str, str]) -> None:
        espace, _, court = nom.rpartition(" ")
        element = Element(espace, court)
        if self._ouverts:
            self._ouverts[-1].enfants.append(element)
        else:
            self.racine = element
        self._ouverts.append(element)
        if len(self._ouverts) > DEEPEST:
            raise Illisible("too deep")

    def data(self, texte: str) -> None:
        if self._ouverts:
            self._ouverts[-1].texte += texte

    def end(self, _nom: str) -> None:
        element = self._ouverts.pop()
        element.texte = element.texte.strip()

    def doctype(self, *_what: object) -> None:
        raise Illisible("document type")


def parse(octets: bytes, encodage: str | None = None) -> Element:
    """The root. `encodage`: what the transport says, if it does. Raises Illisible."""
    if len(octets) > LARGEST:
        raise Illisible("too long")
    reader = _Reader()
    try:
        parser = expat.ParserCreate(encodage, namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.data, reader.doctype
        parser.Parse(octets, True)  # noqa: FBT003  # expat takes no keyword
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Illisible(str(error)) from error
    if reader.racine is None:
        raise Illisible("empty")
    return reader.racine


def body(racine: Element) -> Element:
    """The one element inside Envelope/Body. Raises Illisible for anything else."""
    corps = racine.find("Body") if (racine.espace, racine.nom) == (ENVELOPPE, "Envelope") else None
    if corps is None or corps.espace != ENVELOPPE or len(corps.enfants) != 1:
        raise Illisible("no SOAP 1.1 envelope")
    return corps.enfants[0]


def envelope(corps: str) -> bytes:
    """Around XML that is already escaped."""
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{declaration}<S:Envelope xmlns:S="{ENVELOPPE}"><S:Body>{corps}</S:Body></S:Envelope>'.encode()


def tag(nom: str, texte: str) -> str:
    """An element that holds a text."""
    return f"<{nom}>{escape(texte)}</{nom}>"
