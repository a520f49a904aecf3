"""Streams: which are terminals, how wide, and how nothing written can fail or act."""

import io

import pytest

from stagiaire_cli.console.streams import Streams, standard_streams, terminal_width, visible
from tests.conftest import memory_streams


def test_a_person_can_be_asked_only_where_input_and_errors_are_terminals() -> None:
    assert memory_streams(terminal=True).can_ask
    assert not memory_streams().can_ask
    mixed = memory_streams(terminal=True)._replace(stdin=io.StringIO())
    assert not mixed.can_ask


def test_a_closed_stream_is_no_terminal() -> None:
    closed = io.StringIO()
    closed.close()
    assert not memory_streams(terminal=True)._replace(stdin=closed).can_ask


@pytest.mark.parametrize(
    ("columns", "width"), [("40", 40), ("200", 200), ("5", 20), ("9999", 200), ("x", 80), ("", 80)]
)
def test_the_width_is_that_of_the_variable_within_reason(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "shutil.get_terminal_size", lambda _: __import__("os").terminal_size((80, 24))
    )
    assert terminal_width({"COLUMNS": columns}) == width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é « » 🎓", "plain é « » 🎓"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\x9bb", "a<U+009B>b"),
        ("left\u202eright", "left<U+202E>right"),
        ("a\nb\tc", "a<U+000A>b<U+0009>c"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("\udcff", "<U+DCFF>"),
    ],
)
def test_what_could_act_on_a_terminal_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", b'1er mai, " stagiaire ", 1o + EUR ...'), ("utf-8", None), ("cp1252", None)],
)
def test_what_an_encoding_lacks_is_written_in_what_it_has(
    encoding: str, shown: bytes | None
) -> None:
    standard_streams()
    text = "1er\N{NO-BREAK SPACE}mai, «\N{NO-BREAK SPACE}stagiaire\N{NO-BREAK SPACE}», 1° ✓ € …"
    written = text.encode(encoding, "stagiaire")
    assert written == shown if shown else written.decode(encoding)


def test_standard_streams_that_are_closed_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    streams = standard_streams()
    assert isinstance(streams, Streams)
    assert streams.stdin.read() == ""
    streams.stderr.write("nobody reads this")
    with pytest.raises(OSError, match="descriptor"):
        streams.stdout.write("result")
