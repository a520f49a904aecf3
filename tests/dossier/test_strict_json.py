"""JSON as the contract reads it."""

import pytest

from stagiaire_cli.dossier.strict_json import NotJsonError, strict_json


def test_what_is_json_is_read() -> None:
    assert strict_json('{"a": [1, 2.5, true, null, "é"]}') == {"a": [1, 2.5, True, None, "é"]}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ('{"a": 1, "a": 2}', "json_duplicate", "a"),
        ('{"x": {"b": 1, "b": 1}}', "json_duplicate", "b"),
        ('{"a": NaN}', "json_constant", "NaN"),
        ('{"a": -Infinity}', "json_constant", "-Infinity"),
        ("[" * 100000, "json_deep", ""),
        ('{"a": ' + "9" * 5000 + "}", "json_deep", ""),
        ('{"a" 1}', "json", ""),
        ("", "json", ""),
    ],
)
def test_what_is_not_says_why(text: str, kind: str, name: str) -> None:
    with pytest.raises(NotJsonError) as caught:
        strict_json(text)
    assert (caught.value.kind, caught.value.name) == (kind, name)


def test_a_mistake_has_its_place() -> None:
    with pytest.raises(NotJsonError) as caught:
        strict_json('{"a": 1,\n "b": }')
    assert (caught.value.line, caught.value.column, caught.value.what) == (2, 7, "value")
