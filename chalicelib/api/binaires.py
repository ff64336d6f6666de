"""Answers that are files rather than JSON."""

from dataclasses import dataclass
from typing import ClassVar

from chalice.app import Response


@dataclass(frozen=True, slots=True)
class Binaire:
    """`nom`: under which the browser keeps it; without one, it is played or shown where it stands."""

    octets: bytes
    nom: str = ""
    type: ClassVar[str]
    description: ClassVar[str]

    def answer(self, statut: int) -> Response:
        """On the wire: Chalice sends bytes for the types that the application declares as binary."""
        headers: dict[str, str | list[str]] = {"Content-Type": self.type}
        if self.nom:
            headers |= {"Content-Disposition": f'attachment; filename="{self.nom}"'}
            headers |= {"Cache-Control": "private, no-store"}
        return Response(self.octets, headers, statut)


class Son(Binaire):
    """A WAV file."""

    type = "audio/wav"
    description = "Son"


class Pdf(Binaire):
    """A PDF document; it holds what only its reader may see."""

    type = "application/pdf"
    description = "Document"


class Csv(Binaire):
    """A table for a spreadsheet, which rendering/tableur.py wrote: text, that Chalice sends as it is."""

    type = "text/csv; charset=utf-8"
    description = "Tableau"

    def answer(self, statut: int) -> Response:
        """On the wire."""
        answer = Binaire.answer(self, statut)
        answer.body = self.octets.decode()
        return answer


TYPES = (Son, Pdf, Csv)
