"""What was told of a demande to who made it, so that ten clicks of an agent are not ten mails."""

from dataclasses import dataclass, replace

from chalicelib.domain.demande import Demande, Passage
from chalicelib.domain.transitions import Acteur, Evenement

ACCUSES = frozenset({Evenement.ANNULER, Evenement.COMPLETER})
"""What citizens do themselves and want a proof of; their own messages need none."""


@dataclass(frozen=True, slots=True)
class Annonce:
    """The last mail told the events from version `depuis`, left out, to `jusqu_a`. `par`: its id in the outbox.

    `precedentes`: those before it. One that failed may leave hours after the next ones: what it tells stays its own.
    """

    depuis: int
    jusqu_a: int
    par: str
    precedentes: tuple["Annonce", ...] = ()

    def follow(self, par: str, version: int, derniere: int) -> "Annonce | None":
        """What the mail `par`, deposited with the event `version`, has to tell of a demande that is at `derniere`.

        None when another one told it. The same mail, tried again after a failure, tells the same again.
        """
        deja = next((annonce for annonce in (self, *self.precedentes) if annonce.par == par), None)
        if deja or self.jusqu_a >= version:
            return deja
        return Annonce(self.jusqu_a, derniere, par, (*self.precedentes, replace(self, precedentes=())))

    def told(self, demande: Demande) -> tuple[Passage, ...]:
        """Its events, oldest first."""
        return tuple(filter(is_told, demande.historique[self.depuis : self.jusqu_a]))


RECEPISSE = Annonce(0, 1, "")
"""The récépissé told the submission."""


def is_told(passage: Passage) -> bool:
    """Whether who made the demande is written to about it."""
    return passage.acteur is not Acteur.USAGER or passage.evenement in ACCUSES
