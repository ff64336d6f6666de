"""What the person who started the portal reads: short French lines, each seen at once."""

import sys
from contextlib import suppress


class Refus(Exception):
    """The portal cannot start; the message is the one line to show, and says what to do."""


def say(line: str) -> None:
    """Goes past the redirection of the application's own output; a reader that left does not stop the portal."""
    with suppress(BrokenPipeError):
        print(line, file=sys.__stdout__, flush=True)
