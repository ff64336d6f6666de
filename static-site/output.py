"""The folder being built: only what changes is written, and a server may serve it meanwhile."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path


def fingerprint(*contents: bytes) -> str:
    """Enough of a SHA-256 to name an immutable file."""
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:12]


@dataclass(slots=True)
class Output:
    """`made` remembers what this build wrote, for `close` to know what is stale."""

    root: Path
    made: set[Path] = field(default_factory=set)

    def write(self, path: str, content: bytes) -> str:
        """Leaves an identical file alone, so that its date and its ETag stay. Returns its address on the site."""
        file = self.root / path
        self.made.add(file)
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_name(file.name + ".part")
            part.write_bytes(content)
            part.replace(file)
        return f"/{path}"

    def write_immutable(self, name: str, suffix: str, content: bytes) -> str:
        """Under /_/, named by its content: it may be kept for ever."""
        return self.write(f"_/{name}-{fingerprint(content)}{suffix}", content)

    def close(self) -> None:
        """Removes the files of earlier builds, then the folders they leave empty."""
        for path in sorted(self.root.rglob("*"), reverse=True):
            if path.is_file() and path not in self.made:
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
