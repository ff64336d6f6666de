"""The portal's clock, moved by hand to try delays and expiries. It lives with the data, whose dates it made."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from chalicelib import clock


@dataclass(frozen=True, slots=True)
class Horloge:
    """`file` holds the seconds by which the portal is ahead; absent, it is on time."""

    file: Path

    def restore(self) -> None:
        """At the start of the portal."""
        if self.file.exists():
            clock.offset = timedelta(seconds=int(self.file.read_text(encoding="ascii")))

    def advance(self, seconds: int) -> int:
        """Moves it further, or back when negative; gives the whole offset in seconds."""
        clock.offset += timedelta(seconds=seconds)
        total = int(clock.offset.total_seconds())
        self.file.write_text(str(total), encoding="ascii")
        return total
