"""Where input comes in, each with inputs of its own and with what must come of them."""

import csv
import io
import json
import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from stagiaire_cli import NoLawError, assess
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS
from stagiaire_cli.interview.session import started
from stagiaire_cli.interview.session_file import saved
from stagiaire_cli.languages import language
from stagiaire_cli.law.facts import FACTS
from stagiaire_cli.reports.carried import carrier
from stagiaire_cli.reports.verdict.json import verdict_object
from tests.fuzz.fuzzing import Surface, judged, mutated, odd
from tests.people.drawn import drawn
from tests.people.spelled import as_cells, as_object, flags
from tests.people.ways_in import of_function
from tests.second_reading.answers import RefusedError, answers_of, day_of, euros_of, object_of
from tests.second_reading.rows import rows_of

_DAYS = ("2021-04-30", "31/12/2018", "today", "2009-05-31", "2024-02-29", " 2016-11-01 ")
_QUIET = ("--quiet", "--lang", "en")
_JSON = (*_QUIET, "--format", "json")


def _answers(sample: random.Random, folder: Path) -> None:
    content = _mutated_answers(sample)
    file = folder / "answers.json"
    file.write_bytes(content)
    code, out = judged(["check", "--answers", str(file), *_JSON])
    if code != 2 and '"schema"' not in content.decode("utf-8", "replace"):
        assert json.loads(out) == _verdict(object_of(content.decode("utf-8-sig")))


def _session(sample: random.Random, folder: Path) -> None:
    given = drawn(sample)
    session = started(given._replace(facts={}), {}, date(2026, 1, 1))
    kept = saved(session)
    if session.question and session.question.choices:
        kept = saved(session.answered(session.question.choices[0]))
    file = folder / "session.json"
    file.write_bytes(mutated(kept.encode(), sample))
    judged(
        ["ask", "--plain", "--answers", str(file), *_JSON], b"", odd(sample, "v\n\n", "1\nv\n\n")
    )


def _lines(sample: random.Random, folder: Path) -> None:
    lines = [json.dumps(as_object(drawn(sample), sample)) for _ in range(3)]
    _batch(mutated("\n".join(lines).encode(), sample), folder, _read_line)


def _encodings(sample: random.Random, folder: Path) -> None:
    name = sample.choice(
        ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252")
    )
    content = "id,adult,on\né,oui,2021-04-30\n€,non,\n".encode(name, "replace")
    file = folder / "encoded.csv"
    file.write_bytes(mutated(content, sample))
    other = odd(
        sample, name, "utf-7", "rot13", "hex", "idna", "punycode", "cp037", "base64", "mbcs"
    )
    out = folder / "verdicts.csv"
    out.unlink(missing_ok=True)
    encoding = f"--encoding={sample.choice((name, other))}"
    code, _ = judged(["batch", str(file), "--jobs=1", encoding, f"--output={out}", *_QUIET])
    # What is written is written as a whole, or not at all.
    assert out.exists() == (code in (0, 5)), encoding


def _flags(sample: random.Random, _: Path) -> None:
    given = flags(drawn(sample), sample)
    for _time in range(sample.randrange(4)):
        place = sample.randrange(len(given) + 1)
        given[place : place + sample.randrange(2)] = [odd(sample, *(given or ["--adult"]))]
    banned = ("--output", "-o", "--help", "-h", "--answers")
    given = [one for one in given if not one.startswith(banned)]
    code, out = judged(["check", *given, *_JSON])
    if code != 2:
        assert json.loads(out) == _verdict(json.loads(out)["answers"])


def _dates(sample: random.Random, _: Path) -> None:
    typed = odd(sample, *_DAYS[:2], *_DAYS[4:])
    _typed(["check", f"--internship-start={typed}", *_JSON], typed, day_of)


def _amounts(sample: random.Random, _: Path) -> None:
    typed = odd(sample, "1550", "1550.50", "1550,50", "0", "1e3", "1 550")
    _typed(["check", f"--monthly-means={typed}", *_JSON], typed, euros_of)


def _days(sample: random.Random, _: Path) -> None:
    command = sample.choice(("law", "check", "template", "sql"))
    judged([command, f"--on={odd(sample, *_DAYS)}", *_QUIET])
    if command == "law":
        judged(["law", f"--on={odd(sample, *_DAYS)}", f"--compare={odd(sample, *_DAYS)}", *_QUIET])


def _names(sample: random.Random, folder: Path) -> None:
    plain = odd(sample, "a", "é.json", "x.csv", "-", "~", "con", "a" * 300, "b.parquet")
    name = plain.replace("/", "")
    if name not in ("", "-"):
        name = f"{folder}/{name}"
    name = sample.choice((name, name, name, str(folder), f"{folder}/no/{plain}", "\0"))
    option = sample.choice(("--answers", "--output", "--save", "input", "--prior"))
    if option == "input":
        judged(["batch", "--jobs=1", *_QUIET, "--", name], b"id\nx\n")
        return
    command = ["ask", "--plain"] if option in ("--save", "--prior") else ["check"]
    judged([*command, f"{option}={name}", *_QUIET], b"{}", "v\n\n" if command[0] == "ask" else None)
    for file in folder.iterdir():
        file.unlink()


def _stored(sample: random.Random, folder: Path) -> None:
    file = folder / "verdict.json"
    content = json.dumps(of_function(drawn(sample)))
    if sample.random() < 0.3:
        content = f'<html lang="fr"><main><p>{content[:80]}</p></main>{carrier(content)}</html>'
    file.write_bytes(mutated(content.encode(), sample))
    judged(["verify", str(file), *_QUIET])


def _prior(sample: random.Random, folder: Path) -> None:
    file = folder / "prior.json"
    whole = {
        fact.id: {str(value): sample.choice((0, 1, 2.5, 1e300, 10**30)) for value in fact.values}
        for fact in sample.sample(FACTS, 4)
    }
    whole |= {"adult": {"yes": 1, "no": sample.choice((0, 3))}}
    file.write_bytes(mutated(json.dumps(whole).encode(), sample))
    judged(["ask", "--plain", "--order=shortest", f"--prior={file}", *_QUIET], b"", "v\n\n")


def _rows(sample: random.Random, folder: Path) -> None:
    content = mutated(_file_of_rows(sample), sample)
    file = folder / "dossiers.csv"
    file.write_bytes(content)
    code, out = judged(["batch", str(file), "--jobs=1", "--format=jsonl", *_QUIET])
    # What begins with a brace is JSON Lines.
    if code != 2 and not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        _compared(out, rows_of(content))


def _file_of_rows(sample: random.Random) -> bytes:
    """A file of some dossiers, with some of the columns."""
    names = sample.sample(DOSSIER_COLUMNS, sample.randrange(2, len(DOSSIER_COLUMNS)))
    written = io.StringIO()
    separator = sample.choice(",;\t")
    writer = csv.DictWriter(
        written, names, extrasaction="ignore", delimiter=separator, lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(as_cells(drawn(sample), sample) for _ in range(3))
    return written.getvalue().encode()


def _batch(content: bytes, folder: Path, read: Callable[[str], Any]) -> None:
    file = folder / "dossiers.jsonl"
    file.write_bytes(content)
    code, out = judged(["batch", str(file), "--jobs=1", "--format=jsonl", *_QUIET])
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    if code != 2 and text.lstrip().startswith("{"):
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        _compared(out, [read(line) for line in lines if line.strip(" \t")])


def _compared(out: str, wanted: Sequence[Any]) -> None:
    """One row out for each row in: refused where the other reader refuses, else its verdict."""
    found = [json.loads(line) for line in out.split("\n")[:-1]]
    assert len(found) == len(wanted), (len(found), len(wanted))
    for row, answers in zip(found, wanted, strict=True):
        assert ("error" in row) == (answers is None), (row, answers)
        if answers is not None:
            assert row["verdict"] == _verdict(answers)


def _read_line(line: str) -> Any:
    """The answers of a line of JSON; None where it has none, or of a day without law."""
    if "\0" in line or any("\udc80" <= sign <= "\udcff" for sign in line):
        return None
    try:
        raw = object_of(line)
        raw.pop("id", None)
        _verdict(raw)
    except (RefusedError, NoLawError):
        return None
    return raw


def _mutated_answers(sample: random.Random) -> bytes:
    dossier: Dossier = drawn(sample)
    return mutated(json.dumps(as_object(dossier, sample)).encode(), sample)


def _typed(arguments: Sequence[str], typed: str, read: Callable[[str], object]) -> None:
    """What was typed is taken where the other reader takes it, and only there."""
    code, _ = judged(arguments)
    try:
        taken = typed.strip().casefold() in ("", "unknown", "inconnu", "?") or read(typed)
    except RefusedError:
        taken = False
    assert (code != 2) == (taken is not False), (typed, code)


def _verdict(raw: Any) -> Any:
    found = assess(**answers_of(raw))
    return json.loads(json.dumps(verdict_object(found, language("en"))))


SURFACES: dict[str, Surface] = {
    "answers files": _answers,
    "session files": _session,
    "CSV": _rows,
    "JSON Lines": _lines,
    "encodings": _encodings,
    "flags": _flags,
    "dates": _dates,
    "amounts": _amounts,
    "days of the law": _days,
    "file names": _names,
    "stored verdicts": _stored,
    "priors": _prior,
}
