"""The verdict as a page of its own: no address is fetched, and it prints on A4."""

from collections.abc import Iterable
from html import escape
from typing import Final

from stagiaire_cli.reports.verdict.shapes import MARKS, NO_MARK, Item, Outline, Section, Summary

# What is faint or small in a terminal is a mere bullet on a page.
_BULLET: Final = "•"
_BULLETS: Final = ("", "·", "~")
_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; border: 2px solid; border-radius: .5rem; padding: .5rem 1rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem; break-after: avoid; }
p { margin: .3rem 0; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding-left: 1.5rem; margin: .2rem 0; break-inside: avoid; }
li::before { content: attr(data-sign); float: left; margin-left: -1.5rem; font-weight: bold; }
.green { color: light-dark(#14632b, #7fd89a); } .red { color: light-dark(#a11212, #ff9d9d); }
.yellow { color: light-dark(#7a5200, #f0c667); } .blue { color: light-dark(#1d4f91, #9cc4ff); }
@page { size: A4; margin: 2cm; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; }
}
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page(title: str, body: Iterable[str], language: str, style: str = "") -> str:
    """A page that fetches nothing and runs nothing; it may have a style of its own."""
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}{style}</style>",
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
    return f"<{name}{f' class={colour!r}' if colour else ''}>{escape(text, quote=False)}</{name}>"


def line(sign: str, text: str) -> str:
    """A line of a list, after its sign."""
    return _line(sign, escape(text, quote=False))


def _line(sign: str, content: str) -> str:
    return f'<li data-sign="{sign}">{content}</li>'


def render_html(summary: Summary, details: Outline, language: str, carried: str = "") -> str:
    """The short verdict, then the details, as a page, at whose end stands what it carries."""
    body = [element("h1", summary.title, summary.state)]
    body += [element("p", sentence) for sentence in summary.frame]
    body += ["<ul>", *map(_item, summary.items), "</ul>"]
    body += [element("p", sentence) for sentence in summary.closing]
    for section in details.sections:
        body += _section(section)
    return page(summary.title, ["<main>", *body, "</main>", *filter(None, (carried,))], language)


def _section(section: Section) -> list[str]:
    items = [_item(item) for item in section.items]
    return [element("h2", section.title, section.state), "<ul>", *items, "</ul>"]


def _item(item: Item) -> str:
    sign = MARKS.get(item.state, NO_MARK).sign
    sign = _BULLET if sign in _BULLETS else sign
    if not item.spans:
        return line(sign, item.said)
    parts = (
        element("span", one.said, one.state) if one.state else escape(one.said, quote=False)
        for one in item.spans
    )
    return _line(sign, "".join(parts))
