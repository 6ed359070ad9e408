"""The figures of the house: how long its modules and functions are, and how branched.  ``make house``.

A function's lines are those of its body and head without its docstring.  Its complexity is McCabe's:
one, and one more for each branch, loop, handler, comprehension, case, assertion and boolean operand.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import ROOT

LIMITS = {
    "longest module": 300,
    "median module": 130,
    "longest function": 40,
    "nine of ten functions": 17,
    "most branched function": 12,
}
"""What no module and no function of the program may pass: lines, and McCabe's number for the last."""

_BRANCHES = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler),
    *(ast.IfExp, ast.comprehension, ast.match_case, ast.Assert),
)


@dataclass(frozen=True, slots=True)
class Function:
    """A function: where it is, its lines without the docstring, its complexity."""

    where: str
    lines: int
    complexity: int


def sources() -> list[Path]:
    """Every module of the program."""
    return sorted(path for folder in ("bot", "adapters", "storage") for path in (ROOT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a module, those inside others too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            yield Function(where, _lines(node), _complexity(node))


def figures() -> dict[str, tuple[float, str]]:
    """Each figure that has a limit, with where it is reached."""
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in sources()}
    found = [function for path in sources() for function in functions(path)]
    by_lines, by_branches = (max(found, key=key) for key in (lambda f: f.lines, lambda f: f.complexity))
    longest = max(lengths, key=lambda name: lengths[name])
    ordered = sorted(function.lines for function in found)
    return {
        "longest module": (lengths[longest], longest),
        "median module": (statistics.median(lengths.values()), f"of {len(lengths)}"),
        "longest function": (by_lines.lines, by_lines.where),
        "nine of ten functions": (ordered[int(len(ordered) * 0.9)], f"of {len(ordered)}"),
        "most branched function": (by_branches.complexity, by_branches.where),
    }


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    end = node.end_lineno or node.lineno
    first = node.body[0]
    documented = ast.get_docstring(node) is not None
    return end - node.lineno + 1 - ((first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0)


def _complexity(node: ast.AST) -> int:
    inside = list(ast.walk(node))
    operands = sum(len(part.values) - 1 for part in inside if isinstance(part, ast.BoolOp))
    return 1 + sum(isinstance(part, _BRANCHES) for part in inside) + operands


def main(_arguments: Sequence[str] = ()) -> int:
    """Print each figure beside its limit; 1 where one is passed."""
    passed = False
    for name, (figure, where) in figures().items():
        over = figure > LIMITS[name]
        passed |= over
        print(f"{name:24} {figure:6g}  at most {LIMITS[name]:4}  {'OVER  ' if over else ''}{where}")
    return int(passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
