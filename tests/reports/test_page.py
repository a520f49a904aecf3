"""A page in a real browser: what axe-core finds, how it prints, that it breaks no number.

Chromium shows copies of pages into which axe-core is put, without the policy that forbids that.
"""

import json
import os
import re
import shutil
import subprocess
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from stagiaire_cli.languages import language
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.letter import as_html, letter
from stagiaire_cli.reports.verdict.render import render
from tests.conftest import TESTS, cases
from tests.people.verdicts import verdict_of

HEAD = Head("2018/75-00412", "Ana Ferreira", "Bureau du séjour", date(2026, 11, 28))
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
# What axe-core found, what it could not tell, and whether a page is wider than its window.
LOOK = """<script>axe.run().then(found => {
  const said = document.createElement("pre");
  said.id = "said";
  said.textContent = JSON.stringify({
    found: [...found.violations, ...found.incomplete].map(one => one.id),
    passed: found.passes.map(one => one.id),
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    wide: document.documentElement.scrollWidth > innerWidth,
    broken: [...document.querySelectorAll(".number")]
      .filter(one => one.getClientRects().length > 1).map(one => one.textContent),
  });
  document.body.append(said);
});</script>"""
DARK = "--blink-settings=preferredColorScheme=0"


def browser() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if program := shutil.which(name):
            return program
    pytest.skip("no Chromium on this machine to show a page in")


def axe() -> str:
    """The text of axe-core."""
    folders = [TESTS.parent / "node_modules", TESTS.parent.parent / "node_modules"]
    named = os.environ.get("STAGIAIRE_AXE")
    files = [Path(named)] if named else [one / "axe-core" / "axe.min.js" for one in folders]
    for file in files:
        if file.is_file():
            return file.read_text(encoding="utf-8")
    pytest.skip("no axe-core: npm install axe-core, and name its axe.min.js in STAGIAIRE_AXE")


def page_of(name: str, lang: str) -> str:
    verdict = verdict_of(next(one for one in cases() if one["id"] == name))
    text = language(lang)
    return render(verdict, "html", text, 80, colour=False, head=HEAD)


def letter_of(name: str, lang: str) -> str:
    verdict = verdict_of(next(one for one in cases() if one["id"] == name))
    return as_html(letter(verdict, language(lang), HEAD), lang)


def shown(file: Path, *options: str) -> str:
    """What Chromium writes about a page."""
    profile = f"--user-data-dir={file.parent / 'profile'}"
    command = [browser(), *QUIET, profile, *options, file.as_uri()]
    run = subprocess.run(command, capture_output=True, timeout=60, check=True)
    return run.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("page", "options", "dark"),
    [
        (page_of("C61", "en"), ("--window-size=500,900", DARK), True),
        (letter_of("C25", "fr"), ("--window-size=1280,900",), False),
    ],
    ids=["a dark verdict", "a letter"],
)
def test_axe_finds_nothing_and_no_number_is_broken(
    page: str, options: tuple[str, ...], dark: bool, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    content = POLICY.sub("", page).replace("</body>", f"<script>{axe()}</script>{LOOK}</body>")
    file.write_text(content, encoding="utf-8")
    dump = shown(file, *options, "--dump-dom", "--virtual-time-budget=20000")
    [said] = re.findall(r'<pre id="said">(.*?)</pre>', dump, re.DOTALL)
    told = json.loads(unescape(said))
    assert told["dark"] is dark
    assert (told["found"], told["wide"], told["broken"]) == ([], False, [])
    assert "color-contrast" in told["passed"]


def test_an_ordinary_verdict_prints_on_two_sheets_of_a4(tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed: nothing to count")
    file, printed = tmp_path / "page.html", tmp_path / "printed.pdf"
    file.write_text(page_of("C01", "fr"), encoding="utf-8")
    shown(file, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    with pikepdf.open(printed) as pdf:
        assert len(pdf.pages) == 2
        width, height = (round(float(end)) for end in list(pdf.pages[0].mediabox)[2:])
        assert (width, height) in ((595, 842), (596, 842))


def test_what_fails_is_told_in_a_word_and_not_in_green() -> None:
    for name in ("C01", "C43", "C60", "C61", "C06"):
        page = page_of(name, "fr")
        assert '<div class="bar green">' not in page
    bare = re.sub(r"<[^>]*>", "\n", page_of("C43", "fr"))
    assert "Non conforme" in bare
    assert "Documents manquants" in bare
