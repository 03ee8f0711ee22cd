"""What the ``@let``, ``@expect`` and ``@exit`` lines of a step say of its output."""

from __future__ import annotations

from collections.abc import Mapping

from demos.errors import DemoError, Place, did_you_mean
from demos.script import Expect, Let
from demos.tables import Row, columns, read_table
from demos.values import substitute


def run_checks(
    checks: tuple[Let | Expect, ...], output: str, values: Mapping[str, str]
) -> dict[str, str]:
    """The values after all checks of one step, in their order.

    ``output`` is the step's text, ``values`` what earlier steps kept. Raises
    :class:`DemoError` for the first claim that is false or the first
    ``@let`` that finds nothing.
    """
    known = dict(values)
    for check in checks:
        if isinstance(check, Let):
            known[check.name] = take(check, output, known)
        else:
            claim(check, output, known)
    return known


def take(let: Let, output: str, values: Mapping[str, str]) -> str:
    """The value that ``let`` takes from ``output``; raises :class:`DemoError` without one."""
    if let.pattern is not None:
        return _take_group(let, output)
    if let.column:
        return _take_cell(let, output, values)
    lines = output.strip().splitlines()
    if len(lines) != 1:
        message = f"@let {let.name} wants one line of output, here are {len(lines)}"
        raise DemoError(message, let.place, f"say which part: @let {let.name} = /regex (group)/")
    return lines[0].strip()


def _take_group(let: Let, output: str) -> str:
    assert let.pattern is not None
    match = let.pattern.search(output)
    if match is None or not match[1]:
        message = f"@let {let.name}: /{let.pattern.pattern}/ is not in the output"
        raise DemoError(message, let.place, _shown(output))
    return str(match[1])


def _take_cell(let: Let, output: str, values: Mapping[str, str]) -> str:
    lines = output.splitlines()
    known = columns(lines)
    for column in (let.column, *(column for column, _ in let.where)):
        if column not in known:
            message = f"@let {let.name}: the output has no column “{column}”"
            raise DemoError(message, let.place, did_you_mean(column, known))
    wanted = [(column, substitute(value, values, let.place)) for column, value in let.where]
    row = next((row for row in read_table(lines) if _agrees(row, wanted)), None)
    if row is None or not row[let.column]:
        where = " and ".join(f"{column} = {value}" for column, value in wanted) or "any row"
        message = f"@let {let.name}: no row with {where} has a {let.column}"
        raise DemoError(message, let.place, _shown(output))
    return row[let.column]


def _agrees(row: Row, wanted: list[tuple[str, str]]) -> bool:
    return all(row[column] == value for column, value in wanted)


def claim(expect: Expect, output: str, values: Mapping[str, str]) -> None:
    """Raise :class:`DemoError` when what ``expect`` claims is false."""
    if expect.operator:
        left = substitute(expect.left, values, expect.place)
        right = substitute(expect.right, values, expect.place)
        if (left == right) != (expect.operator == "=="):
            written = f"{expect.left} {expect.operator} {expect.right}"
            message = f"the claim {written} is false: {left} against {right}"
            raise DemoError(message, expect.place)
    elif expect.pattern is not None:
        if not expect.pattern.search(output):
            message = f"the claim is false: /{expect.pattern.pattern}/ is not in the output"
            raise DemoError(message, expect.place, _shown(output))
    else:
        text = substitute(expect.text, values, expect.place)
        if text not in output:
            message = f"the claim is false: “{text}” is not in the output"
            raise DemoError(message, expect.place, _shown(output))


def claim_status(expected: int, actual: int, command: str, output: str, place: Place) -> None:
    """Raise :class:`DemoError` when a command ended with another status than written."""
    if actual != expected:
        message = f"“{command}” ended with status {actual}, not {expected}"
        hint = f"if that is meant, write @exit {actual} below it; {_shown(output)}"
        raise DemoError(message, place, hint)


def _shown(output: str) -> str:
    tail = output.splitlines()[-12:]
    return (
        "the output was:\n" + "\n".join(f"    | {line}" for line in tail) if tail else "no output"
    )
