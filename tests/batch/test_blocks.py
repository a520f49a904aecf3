"""Blocks: whole lines, whatever the size, the encoding and the ends of lines."""

import io

import pytest

from stagiaire_cli.batch.blocks import (
    LONGEST_LINE,
    Block,
    Encoding,
    LongLineError,
    blocks,
    lines_of,
    opened,
    raw_lines,
)
from stagiaire_cli.batch.worker import source_of
from stagiaire_cli.console.forms import JSONL
from stagiaire_cli.dossier.rows import layout_of


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-32-be"])
@pytest.mark.parametrize("size", [1, 7, 40, 1 << 20])
def test_blocks_are_whole_lines_that_know_how_many_lines_and_rows_come_before(
    end: str, encoding: str, size: int
) -> None:
    layout = layout_of("id;adult")
    lines = ["a;yes", "", "é;no", " ; ", "", "", "b;no", ";", "c;yes"]
    text = end.join(["id;adult", *lines]) + end
    file, told = opened(io.BytesIO(text.encode(encoding)), encoding)
    assert told.text(file.readline()).startswith("id;adult")
    if end == "\r":
        # Such a file is one line to whoever looks for the other ends.
        file, told = opened(io.BytesIO(text.encode(encoding)), encoding)
    first = 1 if end == "\r" else 2
    found = list(blocks(file, told, first, layout, size=size))
    wanted = text if end == "\r" else text.partition("\n")[2]
    assert "".join(told.text(block.data) for block in found) == wanted
    before = ""
    for block in found:
        assert block.line == first + len(lines_of(before))
        assert block.number == sum(bool(line.strip(" ;")) for line in lines_of(before))
        before += told.text(block.data)


def test_a_mark_at_the_start_is_not_text_and_bytes_that_are_none_are_kept() -> None:
    file, encoding = opened(io.BytesIO(b"\xef\xbb\xbfid\na\xe9\n"), "utf-8")
    assert [file.readline(), file.readline()] == [b"id\n", b"a\xe9\n"]
    assert encoding.text(b"a\xe9").encode("utf-8", "surrogateescape") == b"a\xe9"
    assert encoding == Encoding("utf-8", "surrogateescape")
    short, _ = opened(io.BytesIO(b"a\nbc"), "utf-8")
    assert [short.readline(), short.read(9)] == [b"a\n", b"bc"]
    with pytest.raises(LookupError):
        opened(io.BytesIO(), "latin-99")


def test_lines_are_had_with_their_ends_or_without() -> None:
    text = "a\r\n\r\nb\rc\n"
    assert lines_of(text) == ["a", "", "b", "c"]
    assert "".join(raw_lines(text)) == text
    assert lines_of("a\x0b\u2028b\n\nc") == ["a\x0b\u2028b", "", "c"]


def parts(content: bytes, size: int = 1 << 16) -> list[Block]:
    file, encoding = opened(io.BytesIO(content), "utf-8")
    return list(blocks(file, encoding, 1, None, size=size))


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_a_line_of_a_mebibyte_is_read_and_a_longer_one_is_told_with_its_number(end: bytes) -> None:
    whole = b"a" + end + b"x" * LONGEST_LINE + end + b"b" + end
    assert b"".join(block.data for block in parts(whole)) == whole
    for size in (1 << 16, 1 << 22):
        with pytest.raises(LongLineError) as told:
            parts(b"a" + end + b"b" + end + b"x" * (2 * LONGEST_LINE) + end, size)
        assert told.value.line == 3


def test_a_file_with_the_ends_of_old_machines_is_not_one_block() -> None:
    content = b"".join(b"%d,yes\r" % number for number in range(400_000))
    found = parts(content)
    assert b"".join(block.data for block in found) == content
    assert len(found) > 2
    for block in found[1:]:
        assert block.data.startswith(b"%d," % (block.line - 1))


@pytest.mark.parametrize("header", ["id,adult\n", ""])
def test_blocks_are_small_where_each_row_gives_a_whole_verdict(header: str) -> None:
    row = "a,yes\n" if header else "{}\n"
    file, encoding = opened(io.BytesIO((header + row * 30_000).encode()), "utf-8")
    source = source_of(file, encoding, ignore_columns=False, form=JSONL)
    sizes = [len(block.data) for block in source.blocks]
    assert len(sizes) > 1
    assert max(sizes) <= 1 << 17
