"""Names of files that are tricks: a link, a device, a folder, a file of somebody else."""

import json
import os
import stat
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from tests.conftest import memory_streams, text_of


def checked(*arguments: str) -> int:
    """The exit code of a check; what it says is one line at the most."""
    streams = memory_streams()
    code = main(["check", "--quiet", "--format", "json", *arguments], streams)
    assert text_of(streams.stderr).count("\n") <= 1
    assert text_of(streams.stdout) == ""
    return code


def verdict_in(file: Path) -> object:
    return json.loads(file.read_text(encoding="utf-8"))["status"]


def asked(file: str) -> int:
    """The exit code of a session of one answer that is kept in the file."""
    return main(["ask", "--plain", "--save", file], memory_streams("1\n", terminal=True))


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert checked("--output", str(link)) == 4
    assert link.is_symlink()
    assert verdict_in(target) == "undetermined"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_to_nothing_makes_the_file_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    assert checked("--output", str(tmp_path / "link")) == 4
    assert verdict_in(tmp_path / "target") == "undetermined"
    (tmp_path / "other").symlink_to(tmp_path / "saved")
    assert asked(str(tmp_path / "other")) == 130
    assert (tmp_path / "other").is_symlink()
    assert (tmp_path / "saved").is_file()


@pytest.mark.parametrize("name", ["folder", "to_folder", "to_file/x", "a" * 300])
def test_what_can_be_no_file_is_told_at_once_and_stays_as_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    (tmp_path / "to_folder").symlink_to(tmp_path / "folder")
    (tmp_path / "to_file").symlink_to(tmp_path / "file")
    before = sorted(os.listdir(tmp_path))
    assert checked("--output", str(tmp_path / name)) == 74
    # A folder is there already, as far as answers are concerned.
    assert asked(str(tmp_path / name)) == (2 if "folder" in name else 74)
    assert sorted(os.listdir(tmp_path)) == before
    assert os.listdir(tmp_path / "folder") == []
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_links_in_a_circle_lead_nowhere_and_stay(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    dossiers = tmp_path / "dossiers.csv"
    dossiers.write_text("nationality\nfrench\n", encoding="utf-8")
    assert checked("--output", str(one)) == 74
    assert asked(str(one)) == 74
    assert main(["batch", str(dossiers), "--output", str(one)], memory_streams()) == 74
    assert one.is_symlink()
    assert other.is_symlink()
    assert len(os.listdir(tmp_path)) == 3


def test_the_other_name_of_a_file_keeps_what_it_had(tmp_path: Path) -> None:
    answers, other = tmp_path / "answers.json", tmp_path / "other.json"
    answers.write_text('{"nationality": "french"}', encoding="utf-8")
    os.link(answers, other)
    assert checked("--answers", str(answers), "--output", str(other)) == 1
    assert answers.read_text(encoding="utf-8") == '{"nationality": "french"}'
    assert verdict_in(other) == "out_of_scope"


def test_a_link_to_the_answers_is_no_place_for_the_result(tmp_path: Path) -> None:
    answers, link = tmp_path / "answers.json", tmp_path / "link.json"
    answers.write_text('{"nationality": "french"}', encoding="utf-8")
    link.symlink_to(answers)
    around = str(tmp_path / "folder" / ".." / "answers.json")
    (tmp_path / "folder").mkdir()
    for name in (str(link), around):
        assert checked("--answers", str(answers), "--output", name) == 2
    assert answers.read_text(encoding="utf-8") == '{"nationality": "french"}'


@pytest.mark.parametrize("mode", [0o644, 0o777, 0o400, 0o000])
def test_a_file_of_any_mode_becomes_private(mode: int, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("old", encoding="utf-8")
    out.chmod(mode)
    assert checked("--output", str(out)) == 4
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["-", "--save", "-x.json", "--", "..."])
def test_a_name_that_begins_like_an_option_is_a_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert checked(f"--output=./{name}") == 4
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", ["pipe", "/dev/null", "/dev/full", "to_null", "/dev/tty"])
def test_answers_are_kept_in_a_file_and_nothing_else(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to_null").symlink_to("/dev/null")
    streams = memory_streams("1\n", terminal=True, width=200)
    assert main(["ask", "--plain", "--save", str(tmp_path / name)], streams) == 2
    assert text_of(streams.stderr).count("\n") == 1
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_a_device_is_written_to_and_stays_one() -> None:
    assert checked("--output", os.devnull) == 4
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
