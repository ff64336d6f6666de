"""How many times a year one may ask: « five a year per association »."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `maximum` demandes by calendar year of the champ `date` and by value of `champ`; `message` when over."""

    champ: str
    maximum: int
    date: str
    message: str
