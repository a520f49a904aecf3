"""What a module imports."""

import ast
from pathlib import Path


def imports(path: Path) -> list[str]:
    """The names of the modules that are imported in a file, anywhere in it."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found
