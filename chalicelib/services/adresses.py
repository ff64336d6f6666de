"""Addresses suggested while a citizen types theirs. A help, never a need: free text always works."""

from chalicelib.clients import adresses as service
from chalicelib.domain import adresses
from chalicelib.domain.adresses import Suggestion
from chalicelib.domain.errors import Indisponible
from chalicelib.observability import logger


def suggest(saisie: str) -> tuple[Suggestion, ...]:
    """Nothing when the search is too short, or when the service does not answer; what was typed is logged nowhere."""
    question = adresses.question(saisie)
    if not question:
        return ()
    try:
        lieux = service.search(question)
    except Indisponible as error:
        logger.warning("no addresses", extra={"cause": type(error.__cause__).__name__})
        return ()
    return tuple(trouvee for lieu in lieux if (trouvee := adresses.suggestion(lieu)))
