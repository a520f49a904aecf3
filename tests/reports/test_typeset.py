"""A PDF is an archive copy that anybody can read, and holds what was typed as text alone.

PDF/A is looked at by the validator of pikepdf, PDF/UA by pdfua: the public ones that the index of
packages has. veraPDF, which knows every rule, it has not.
"""

import io
import shutil
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.letter import as_pdf, letter
from stagiaire_cli.reports.typeset import Document, Heading, Paragraph, typeset
from stagiaire_cli.reports.verdict.render import verdict_as_pdf
from stagiaire_cli.reports.verdict.summary import summary
from tests.conftest import cases
from tests.people.verdicts import verdict_of

DAY = date(2026, 11, 28)
HEAD = Head("2018/75-00412", "Ana Ferreira Łukasz", "Bureau du séjour", DAY)
MARKUP = '#panic("x") = *b* $x$ @ref <label> \\ // /* #sys.inputs `raw` "'
# Met and incomplete, a check that fails, out of scope, undetermined: one to three pages.
SHOWN = ("C01", "C43", "C60", "C61")
# What the validator of PDF/A cannot judge in a file that says it is PDF/A-2a and PDF/UA-1: the
# level "a", the description of properties that are not in its list, and how CFF fonts are stored.
NOT_JUDGED = {
    "ISO_19005_2:6.6.4-3",
    "ISO_19005_2:6.6.2.3.1-1",
    "ISO_19005_2:6.6.2.3.1-2",
    "ISO_19005_2:6.2.11.4.2-2",
    "pikepdf:font-program",
    "pikepdf:schema-OutlineItem",
}


@pytest.fixture(autouse=True)
def _with_typst() -> None:
    pytest.importorskip("typst", reason="typst is not installed: no PDF to look at")


def case(name: str) -> dict[str, Any]:
    return next(one for one in cases() if one["id"] == name)


def opened(pdf: bytes) -> Any:
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed: nothing to read it")
    return pikepdf.open(io.BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """The text of a PDF, as somebody copies it."""
    program = shutil.which("pdftotext") or pytest.skip("pdftotext (poppler) is not installed")
    shown = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(shown.stdout.decode("utf-8").split())


@pytest.mark.parametrize("name", SHOWN)
def test_a_verdict_is_pdf_a_as_far_as_the_validator_judges(name: str, text: Language) -> None:
    pdfa = pytest.importorskip("pikepdf.pdfa", reason="pikepdf has no validator: nothing judges")
    pdf = verdict_as_pdf(verdict_of(case(name)), text, HEAD)
    report = pdfa.validate_written(io.BytesIO(pdf), "2b")
    assert {found.rule for found in report.findings} <= NOT_JUDGED
    kinds = {found.message for found in report.findings if found.rule == "ISO_19005_2:6.6.4-3"}
    assert kinds == {"pdfaid:conformance is 'A', expected 'B'"}


@pytest.mark.parametrize("name", SHOWN)
def test_a_verdict_is_pdf_ua_as_far_as_the_validator_judges(name: str, text: Language) -> None:
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed: nothing judges")
    pdf = verdict_as_pdf(verdict_of(case(name)), text, HEAD)
    report = pdfua.validate(io.BytesIO(pdf))
    assert report.findings == ()


def test_a_pdf_says_what_it_is_in_which_language_and_has_its_fonts(text: Language) -> None:
    verdict = verdict_of(case("C01"))
    pdf = opened(verdict_as_pdf(verdict, text, HEAD))
    assert (pdf.Root.Lang, pdf.Root.MarkInfo.Marked) == (text.code, True)
    assert pdf.Root.StructTreeRoot.K
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    about = pdf.Root.Metadata.read_bytes().decode("utf-8")
    for said in ("pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<", "2026-11-28T"):
        assert said in about
    assert summary(verdict, text).title in about
    # A4, in points.
    assert {tuple(round(float(end)) for end in page.mediabox) for page in pdf.pages} == {
        (0, 0, 595, 842)
    }
    fonts = [
        descendant.FontDescriptor
        for page in pdf.pages
        for font in page.Resources.Font.values()
        for descendant in font.DescendantFonts
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@pytest.mark.parametrize("name", SHOWN)
def test_the_summary_is_on_the_first_page_and_each_page_says_whose_it_is(
    name: str, text: Language
) -> None:
    verdict = verdict_of(case(name))
    content = verdict_as_pdf(verdict, text, HEAD)
    pdf = opened(content)
    pages = len(pdf.pages)
    assert pages <= (3 if name == "C61" else 2)
    shown = words_of(content).replace("\N{NO-BREAK SPACE}", " ")
    foot = HEAD.foot(text).replace("\N{NO-BREAK SPACE}", " ")
    assert RULES.partition(":")[2][:12] in foot
    assert shown.count(foot) == pages
    first = shown.partition(foot)[0]
    opening = summary(verdict, text)
    sentences = (opening.title, *opening.frame, *(item.said for item in opening.items))
    for sentence in (*sentences, *opening.closing):
        plain = sentence.replace("\N{NO-BREAK SPACE}", " ")
        # A word that is broken at its hyphen, and what is raised, are copied otherwise.
        for words in plain.split("-")[0].split("1er")[:1]:
            assert words.strip() in first


def test_the_same_verdict_on_the_same_day_is_the_same_bytes(text: Language) -> None:
    verdict = verdict_of(case("C01"))
    assert verdict_as_pdf(verdict, text, HEAD) == verdict_as_pdf(verdict, text, HEAD)
    tomorrow = HEAD._replace(day=date(2026, 11, 29))
    assert verdict_as_pdf(verdict, text, HEAD) != verdict_as_pdf(verdict, text, tomorrow)


def test_what_is_typed_is_shown_as_it_is_typed_and_never_as_markup(text: Language) -> None:
    verdict = verdict_of(case("C01"))
    head = Head(MARKUP, MARKUP, MARKUP, DAY)
    shown = words_of(verdict_as_pdf(verdict, text, head))
    assert shown.count(MARKUP) == 5
    assert words_of(as_pdf(letter(verdict, text, head), text, head)).count(MARKUP) >= 3


WRITTEN_ELSEWHERE = ("日本 太郎", "🎉", "עברית", "\u0301\u0302" * 90, "﷽", "ế đ Ș Ω Ж")


@pytest.mark.parametrize("typed", WRITTEN_ELSEWHERE)
def test_what_no_font_has_is_a_square_and_stops_nothing(typed: str) -> None:
    verdict, text = verdict_of(case("C60")), language("fr")
    pdf = verdict_as_pdf(verdict, text, HEAD._replace(applicant=typed))
    assert opened(pdf).Root.Lang == "fr"
    if "日" in typed:
        assert "□□ □□" in words_of(pdf)


def test_a_letter_is_archived_as_a_verdict_is(text: Language) -> None:
    pdfa = pytest.importorskip("pikepdf.pdfa", reason="pikepdf has no validator: nothing judges")
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed: nothing judges")
    verdict = verdict_of(case("C01"))
    parts = letter(verdict, text, HEAD)
    pdf = as_pdf(parts, text, HEAD)
    assert {
        found.rule for found in pdfa.validate_written(io.BytesIO(pdf), "2b").findings
    } <= NOT_JUDGED
    assert pdfua.validate(io.BytesIO(pdf)).findings == ()
    assert len(opened(pdf).pages) == 1
    shown = words_of(pdf)
    assert all(given in shown for given in (HEAD.ref or "", HEAD.applicant or ""))


def test_without_typst_one_sentence_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    document = Document("fr", "t", DAY, "", (Heading("t", 1), Paragraph(("p",))))
    with pytest.raises(UsageProblemError) as raised:
        typeset(document)
    assert raised.value.sentence == "no_pdf"
