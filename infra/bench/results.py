"""What was measured, as a table, and what exceeds its budget."""

from dataclasses import asdict, dataclass

from infra.bench.cold import Cold, Weight
from infra.bench.imports import Imported
from infra.bench.measure import Measured
from infra.bench.sizes import Sized

IMPORTS = 300
"""Milliseconds of CPU for `import app`, with .pyc."""
BUDGETED = {"trips": "trips", "rcu": "RCU", "wcu": "WCU", "app": "app ms", "store": "store ms"}
OTHERS = {"client": "client ms", "hashing": "Argon2 ms", "wall": "p50 ms"}
HEADINGS = ["comptes", "operation", *BUDGETED.values(), *OTHERS.values()]


@dataclass(frozen=True, slots=True)
class Results:
    """`packaged` starts without .pyc, as Chalice packages today; `compiled` with them."""

    sizes: list[Sized]
    weight: Weight
    packaged: Cold
    compiled: Cold
    imported: Imported

    @property
    def excesses(self) -> list[str]:
        """One line for each figure beyond its budget, or that changes with the size of the portal."""
        lines = [
            f"{sized.size} comptes, {measured.nom}: {name} over budget"
            for sized in self.sizes
            for measured in sized.measured
            for name in measured.excess
        ]
        if self.compiled.imports > IMPORTS:
            lines.append(f"import app: {self.compiled.imports} ms of CPU, budget {IMPORTS}")
        return lines + self.imported.excess + self._grown()

    def _grown(self) -> list[str]:
        smallest, *others = self.sizes
        return [
            f"{after.nom}: trips or units change between {smallest.size} and {sized.size} comptes"
            for sized in others
            for before, after in zip(smallest.measured, sized.measured, strict=True)
            if _capacity(before) != _capacity(after)
        ]

    def as_markdown(self) -> str:
        """Each figure with its budget behind a slash, in bold when exceeded."""
        lines = [_row(HEADINGS), _row(["---"] * len(HEADINGS))]
        lines += [_line(sized.size, measured) for sized in self.sizes for measured in sized.measured]
        return "\n".join([*lines, "", *self._notes()])

    def _notes(self) -> list[str]:
        sizes = ", ".join(f"{sized.size:,} in {sized.filling} s" for sized in self.sizes)
        after, before, weight = self.compiled, self.packaged, self.weight
        return [
            "Trips follow one another, the session's included; calls at the same time are one. CPU: `app` is Python's",
            "without Argon2, of which `client` is botocore's; `store` is the engine's; each in the least disturbed",
            "tenth of the runs. `p50` is the time of the whole.",
            "",
            f"- Written first, others' comptes and demandes: {sizes}",
            f"- `import app` with .pyc: {after.imports} / {IMPORTS} ms of CPU, then {after.client} ms to make a client",
            f"- `import app` as Chalice packages it, without .pyc: {before.imports} ms, then {before.client} ms",
            self.imported.as_line(),
            f"- Memory at its peak, once both are done: {after.peak:.0f} MiB",
            f"- Package: {weight.zipped} MB zipped, {weight.unzipped} MB unzipped",
            f"- Of it, botocore's data: {weight.botocore_data} MB, where {weight.botocore_needed} MB would do",
        ]


def _capacity(measured: Measured) -> tuple[int, float, float]:
    return measured.cost.trips, measured.cost.rcu, measured.cost.wcu


def _line(size: int, measured: Measured) -> str:
    cost, budget = asdict(measured.cost), asdict(measured.budget)
    cells = []
    for name in BUDGETED:
        figure = f"{cost[name]:g}" + (f" / {budget[name]:g}" if budget[name] is not None else "")
        cells.append(f"**{figure}**" if name in measured.excess else figure)
    return _row([f"{size:,}", measured.nom, *cells, *(f"{cost[name]:g}" for name in OTHERS)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
