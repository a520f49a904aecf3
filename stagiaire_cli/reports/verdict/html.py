"""The verdict as a page of its own: no address is fetched, and it prints on A4."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from stagiaire_cli.languages import Language
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.verdict.shapes import MARKS, NO_MARK, Item, Outline, Section, Summary

# Browsers break a line after the hyphen of the number of an article.
_NUMBER: Final = re.compile(r"(\w+(?:-\d+)+(?: \d°)?)")
_STYLE: Final = """
:root { color-scheme: light dark; --text: #1a1a1a; --page: #fff; --faint: #555; --line: #bbb;
  --green: #14632b; --red: #a11212; --yellow: #7a5200; --blue: #1d4f91; }
@media screen and (prefers-color-scheme: dark) { :root { --text: #eee; --page: #16181b;
  --faint: #aaa; --line: #555; --green: #7fd89a; --red: #ff9d9d; --yellow: #f0c667;
  --blue: #9cc4ff; } }
body { font: 1rem/1.5 system-ui, Arial, sans-serif; color: var(--text); background: var(--page);
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.05rem; line-height: 1.3; margin: 1.4rem 0 .3rem; break-after: avoid; }
p { margin: .3rem 0; }
header { margin: 0 0 .8rem; }
.name { color: var(--faint); margin: 0 0 .6rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
  gap: .2rem 1.5rem; margin: 0; }
dl div { display: flex; gap: .6rem; }
dt { color: var(--faint); flex: none; min-width: 6.2rem; }
dd { margin: 0; min-width: 0; font-weight: bold; overflow-wrap: anywhere; unicode-bidi: isolate; }
ul { margin: .6rem 0; padding: 0; list-style: none; }
li { padding-left: 1.5rem; margin: .25rem 0; break-inside: avoid; orphans: 2; widows: 2; }
li::before { content: attr(data-sign); float: left; margin-left: -1.5rem; font-weight: bold; }
.bar { border: 2px solid var(--line); border-left-width: .6rem; border-radius: .3rem;
  padding: .6rem 1rem; margin: 0 0 1rem; }
.bar p:last-child { margin-bottom: 0; }
.details { border-top: 1px solid var(--line); margin-top: 1.5rem; }
.green { color: var(--green); } .red { color: var(--red); }
.yellow { color: var(--yellow); } .blue { color: var(--blue); }
.bar.green { border-color: var(--green); } .bar.red { border-color: var(--red); }
.bar.yellow { border-color: var(--yellow); } .bar.blue { border-color: var(--blue); }
.bar { color: inherit; } .bar.green h1 { color: var(--green); } .bar.red h1 { color: var(--red); }
.bar.yellow h1 { color: var(--yellow); } .bar.blue h1 { color: var(--blue); }
.number { white-space: nowrap; }
@page { size: A4; margin: 1.6cm 1.7cm 1.8cm;
  @bottom-left { content: "FOOT"; font: 8pt system-ui, sans-serif; color: #555; }
  @bottom-right { content: counter(page) " / " counter(pages);
    font: 8pt system-ui, sans-serif; color: #555; } }
@media print {
  body { font: 10pt/1.35 Arial, "Liberation Sans", Helvetica, sans-serif; max-width: none;
    margin: 0; padding: 0; }
  .details { columns: 2; column-gap: 1.5em; font-size: 8.5pt; line-height: 1.3;
    padding-top: .3rem; }
  .details h2 { font-size: 9.5pt; margin-top: .6rem; } .details h2:first-child { margin-top: 0; }
  .details ul { margin: .3rem 0; }
  .details li { padding-left: 1.1rem; margin: .12rem 0; break-inside: auto; }
  .details li::before { margin-left: -1.1rem; }
}
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page(title: str, body: Iterable[str], language: str, style: str = "", foot: str = "") -> str:
    """A page that fetches nothing and runs nothing; it may have a style of its own.

    The ``foot``, in which nothing is from the person, stands on each sheet that is printed.
    """
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE.replace('FOOT', foot)}{style}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )


def element(name: str, text: str, state: str = "") -> str:
    """An element with a text, in the colour of a state."""
    colour = MARKS.get(state, NO_MARK).page
    return f"<{name}{f' class={colour!r}' if colour else ''}>{_shown(text)}</{name}>"


def line(sign: str, text: str) -> str:
    """A line of a list, after its sign."""
    return _line(sign, _shown(text))


def _line(sign: str, content: str) -> str:
    return f'<li data-sign="{sign}">{content}</li>'


def _shown(text: str) -> str:
    """The text as a page has it, the numbers of articles each on one line."""
    return _NUMBER.sub(r'<span class="number">\1</span>', escape(text, quote=False))


def render_html(
    summary: Summary, details: Outline, head: Head, text: Language, carried: str = ""
) -> str:
    """The short verdict, then the details, as a page, at whose end stands what it carries."""
    colour = MARKS.get(summary.state, NO_MARK).page
    body = [
        *_head(head, text),
        "<main>",
        f'<p class="name">{escape(text("head.page"))}</p>',
        f'<div class="bar {colour}">',
        element("h1", summary.title),
        *(element("p", sentence) for sentence in summary.frame),
        "</div>",
        "<ul>",
        *map(_item, summary.items),
        "</ul>",
        *(element("p", sentence) for sentence in summary.closing),
        '<div class="details">',
    ]
    for section in details.sections:
        body += _section(section)
    body += ["</div>", "</main>", *filter(None, (carried,))]
    # Of the head and the day, which no verdict has, nothing stands outside the head.
    foot = Head().foot(text)
    return page(text("head.title", title=summary.title), body, text.code, foot=foot)


def _head(head: Head, text: Language) -> list[str]:
    lines = [
        f"<div>{element('dt', name)}{element('dd', words)}</div>"
        for name, words in head.lines(text)
    ]
    return ["<header>", "<dl>", *lines, "</dl>", "</header>"] if lines else []


def _section(section: Section) -> list[str]:
    items = [_item(item) for item in section.items]
    return [element("h2", section.title, section.state), "<ul>", *items, "</ul>"]


def _item(item: Item) -> str:
    sign = MARKS.get(item.state, NO_MARK).on_page
    if not item.spans:
        return line(sign, item.said)
    parts = (element("span", one.said, one.state) for one in item.spans)
    return _line(sign, "".join(parts))
