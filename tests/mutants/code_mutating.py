"""A module of ours changed in one place at a time: every small mistake that could be in its code.

The tree of the source is changed in place and put back, so that a mutant is to be used before the
next one is asked for. Its name is the function, the line as it is written, and the change. Left
alone are types, decorators (one that remembers results changes none) and what is imported.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

Change = tuple[str, ast.AST | None]

_OPPOSITE: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
}
_PAIRS: Final = (("all", "any"), ("All", "Any"), ("TRUE", "FALSE"), ("min", "max"))
_OTHER: Final = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_REMOVED: Final = (
    *(ast.Return, ast.Expr, ast.Assign, ast.AugAssign, ast.For, ast.Raise, ast.Assert),
)
_ENDS: Final = (ast.Return, "removed")
_SHORT: Final = 60


def code_mutants(source: str) -> Iterator[tuple[str, ast.Module]]:
    """The name of each mutant, and the tree that has it until the next is asked for."""
    tree = ast.parse(source)
    seen: Counter[str] = Counter()
    for where, line, what in _changes(tree, source, "module", 0):
        name = f"{where} | {source.splitlines()[line - 1].strip()} | {what}"
        seen[name] += 1
        yield (f"{name} ({seen[name]})" if seen[name] > 1 else name), tree


def _changes(node: ast.AST, source: str, where: str, line: int) -> Iterator[tuple[str, int, str]]:
    """Where, in which line and what: each while the tree has it."""
    for field, value in ast.iter_fields(node):
        if _left_alone(node, field):
            continue
        for place, part in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(part, ast.AST) or _says_nothing(node, part):
                continue
            inside, at = where, getattr(part, "lineno", line)
            if isinstance(part, ast.FunctionDef | ast.ClassDef):
                inside = part.name if isinstance(node, ast.Module) else f"{where}.{part.name}"
            for what, other in _others(part, source):
                if isinstance(node, ast.FunctionDef) and (type(part), what) == _ENDS:
                    continue  # as well as None returned
                _put(node, field, place, other)
                yield inside, at, what
                _put(node, field, place, part)
            yield from _changes(part, source, inside, at)


def _put(node: ast.AST, field: str, place: int, part: ast.AST | None) -> None:
    value = getattr(node, field)
    if isinstance(value, list):
        value[place] = part
    else:
        setattr(node, field, part)


def _left_alone(node: ast.AST, field: str) -> bool:
    return (
        field in ("annotation", "returns", "decorator_list", "bases", "target", "targets", "op")
        or (isinstance(node, ast.ExceptHandler) and field == "type")
        or isinstance(node, ast.JoinedStr | ast.ImportFrom | ast.Import)
    )


def _says_nothing(node: ast.AST, part: ast.AST) -> bool:
    """Whether it is words for the reader, or a name for a type: a constant is said to be final."""
    if isinstance(part, ast.Expr):
        return isinstance(part.value, ast.Constant)
    return isinstance(node, ast.Module) and isinstance(part, ast.Assign)


def _others(node: ast.AST, source: str) -> Iterator[Change]:
    """What may stand in the place of the node, and how that is told."""
    if isinstance(node, ast.stmt):
        yield from _other_statements(node)
    elif isinstance(node, ast.expr | ast.comprehension):
        yield from _without_a_part(node, source)
        yield from _other_expressions(node, source)


def _other_statements(node: ast.stmt) -> Iterator[Change]:
    if isinstance(node, _REMOVED):
        yield "removed", ast.copy_location(ast.Pass(), node)
    if isinstance(node, ast.Return) and ast.unparse(node) != "return None":
        yield "returns None", _made(node, value=ast.Constant(None))
    if isinstance(node, ast.If):
        yield "always", _made(node, test=ast.Constant(True))
        yield "never", _made(node, test=ast.Constant(False))


def _without_a_part(node: ast.AST, source: str) -> Iterator[Change]:
    """The node without one of the parts that it lists."""
    for field in ("values", "elts", "args", "keywords", "ifs"):
        parts = getattr(node, field, None)
        if parts is None or isinstance(node, ast.JoinedStr) or _is_alone(node):
            continue
        for place, part in enumerate(parts):
            rest = [*parts[:place], *parts[place + 1 :]]
            told = f"without {_told(part, source)}"
            if isinstance(node, ast.BoolOp):
                yield told, rest[0] if len(rest) == 1 else _made(node, values=rest)
            elif isinstance(node, ast.Dict):
                keys = [*node.keys[:place], *node.keys[place + 1 :]]
                yield told, _made(node, keys=keys, values=rest)
            else:
                yield told, _made(node, **{field: rest})


def _is_alone(node: ast.AST) -> bool:
    """Whether a call has one argument, which takes its place in another mutant."""
    return (
        isinstance(node, ast.Call)
        and len(node.args) == 1
        and not node.keywords
        and not isinstance(node.args[0], ast.Starred)
    )


def _other_expressions(node: ast.AST, source: str) -> Iterator[Change]:
    if isinstance(node, ast.Constant):
        for value in _other_values(node.value):
            yield f"{node.value!r} -> {value!r}", _made(node, value=value)
    elif isinstance(node, ast.Name) and node.id in _OTHER:
        yield f"{node.id} -> {_OTHER[node.id]}", _made(node, id=_OTHER[node.id])
    elif isinstance(node, ast.Compare):
        for other in _OPPOSITE[type(node.ops[0])]:
            yield f"{_told(node, source)}: {other.__name__}", _made(node, ops=[other()])
    elif isinstance(node, ast.BoolOp):
        opposite = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{_told(node, source)}: {type(opposite).__name__}", _made(node, op=opposite)
    elif isinstance(node, ast.UnaryOp):
        yield f"only {_told(node.operand, source)}", node.operand
    elif isinstance(node, ast.BinOp):
        yield from ((f"only {_told(one, source)}", one) for one in (node.left, node.right))
    elif isinstance(node, ast.IfExp):
        yield from ((f"only {_told(one, source)}", one) for one in (node.body, node.orelse))
    elif isinstance(node, ast.Dict):
        for place in range(len(node.keys) - 1):
            if None not in node.keys[place : place + 2]:
                continue  # two keys, in whatever order
            order = [*range(place), place + 1, place, *range(place + 2, len(node.keys))]
            keys, values = ([each[n] for n in order] for each in (node.keys, node.values))
            told = _told(node.values[place], source)
            yield f"later {told}", _made(node, keys=keys, values=values)
    elif isinstance(node, ast.Call) and _is_alone(node):
        yield f"only {_told(node.args[0], source)}", node.args[0]


def _other_values(value: object) -> tuple[object, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1)
    if isinstance(value, str):
        return (f"{value}_",)
    return (True,) if value is None else ()


def _made(node: Any, **fields: Any) -> Any:
    """The node made again with other fields."""
    kept = dict(ast.iter_fields(node)) | fields
    made = ast.copy_location(type(node)(**kept), node)
    return ast.fix_missing_locations(made)


def _told(node: ast.AST, source: str) -> str:
    """The text of the node in one line, as long as it need be to tell it from others."""
    text = " ".join((ast.get_source_segment(source, node) or "").split())
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
