"""Records: frozen, typed, compared by content, and never half made."""

from typing import Any

import pytest

from stagiaire_cli.logic.records import Record


class Point(Record):
    """A record to try."""

    x: int
    y: int = 0
    label: str = "here"


@pytest.mark.parametrize(
    "made",
    [Point(1, 2, "there"), Point(1, 2, label="there"), Point(x=1, y=2, label="there")],
)
def test_fields_are_given_by_place_or_by_name(made: Point) -> None:
    assert (made.x, made.y, made.label) == (1, 2, "there")
    assert made == Point(1, 2, "there")
    assert len({made, Point(1, 2, "there")}) == 1


def test_a_field_with_a_default_may_be_left_out() -> None:
    assert Point(1) == Point(1, 0, "here") == Point(label="here", x=1)
    assert Point(1, 5) == Point(1, 5, "here")


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, "there", 4), {}), ((1,), {"x": 2}), ((1,), {"z": 2}), ((), {"y": 1})],
)
def test_one_field_too_many_unknown_twice_or_missing_is_an_error(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="Point has the fields x, y, label"):
        Point(*values, **named)


def test_a_record_cannot_be_changed_but_a_changed_one_can_be_made() -> None:
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    assert point._replace(x=2) == Point(2)
    assert point == Point(1)


def test_a_record_shows_its_fields() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0, label='here')"
