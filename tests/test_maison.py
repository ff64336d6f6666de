"""The house: rooms stay small, and the structure drawn in the README is the one on disk."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = [ROOT / "app.py", *(f for top in ("chalicelib", "infra", "static-site") for f in (ROOT / top).rglob("*.py"))]
SCRIPTS = list((ROOT / "static-site" / "js").rglob("*.js"))
LINES, BODY = 200, 25


@pytest.mark.parametrize("room", [*ROOMS, *SCRIPTS], ids=lambda room: str(room.relative_to(ROOT)))
def test_a_room_is_read_on_a_few_screens(room):
    assert room.read_text(encoding="utf-8").count("\n") <= LINES


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_a_function_is_read_at_a_glance(room):
    tree = ast.parse(room.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if f.end_lineno - f.body[0].lineno >= BODY + 5] == []


def test_every_place_drawn_in_the_readme_is_on_disk():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    drawing = readme.split("## How it is built")[1].split("What carries it")[0]
    places, top = [], ""
    for indent, names in re.findall(r"^ {4}( *)([\w./ -]+?)(?: {2,}|$)", drawing, re.MULTILINE):
        top = top if indent else names
        places += [ROOT / top / name for name in names.split()] if indent else [ROOT / names]
    assert len(places) > 15
    assert [str(place) for place in places if not place.exists()] == []
