"""Prints a report: as one self-contained page, or for a terminal."""

from io import StringIO

from jinja2 import Environment, StrictUndefined
from rich import box
from rich.console import Console
from rich.table import Table as Grid

from coach.record.report import Report
from coach.record.report_table import Chart, Table

PAGE = "<!doctype html>\n<!-- stretch-coach: sessions -->\n"
"""The beginning of every page."""

LEAST_COLUMN = 6
"""Characters that a column needs on average."""

_REST = """\
<html lang="{{ report.language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ report.title }}</title>
<style>
@page { margin: 10mm 12mm }
* { box-sizing: border-box }
body { font: 10pt/1.35 system-ui, sans-serif; color: #1c2733; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }
.first { border-left: 6px solid #a3160f; background: #fdf1f0; padding: .35rem .8rem; margin-bottom: .8rem }
.first strong { font-size: 1.15rem }
h1 { font-size: 1.45rem; margin: 0 0 .2rem }
h2 { font-size: 1.02rem; margin: .9rem 0 .2rem }
.urgent h2 { color: #a3160f }
p { margin: .15rem 0 }
p.note, footer { color: #44525f; font-size: .85em }
table { border-collapse: collapse; width: 100%; font-size: .92em }
th { text-align: left; font-weight: 600; border-bottom: 2px solid #2f6f8f; padding: .1rem .6rem .1rem 0 }
td { border-bottom: 1px solid #cfd8dd; padding: .12rem .6rem .12rem 0; vertical-align: top }
td:first-child, .urgent td:nth-child(2):not(:last-child) { white-space: nowrap }
svg { width: 100%; max-width: 46rem; height: auto; display: block; font-family: inherit }
tr, svg, .first { break-inside: avoid }
h2 { break-after: avoid }
section:nth-last-of-type(2) { float: left; width: 48% }
section:last-of-type { float: right; width: 48% }
main { display: flow-root }
footer { border-top: 1px solid #cfd8dd; margin-top: .8rem; padding-top: .3rem }
@media print {
  body { font-size: 8.2pt; line-height: 1.25; margin: 0; padding: 0; max-width: none }
  h2 { margin-top: .6rem }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
</style>
</head>
<body>
<header>
<div class="first">{% for line in report.headlines %}<p>{% if loop.first %}<strong>{{ line }}</strong>\
{% else %}{{ line }}{% endif %}</p>{% endfor %}</div>
<h1>{{ report.title }}</h1>
{% for line in report.lead %}<p>{{ line }}</p>
{% endfor %}</header>
<main>
{% for part in report.parts %}<section{% if part.urgent %} class="urgent"{% endif %}>
<h2>{{ part.title }}</h2>
{% if part.svg is defined %}{{ part.svg|safe }}
{% elif part.rows %}<table>
<thead><tr>{% for column in part.columns %}<th scope="col">{{ column }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in part.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>
{% endif %}{% if part.note %}<p class="note">{{ part.note }}</p>
{% endif %}</section>
{% endfor %}</main>
<footer>{% for line in report.footer %}<p>{{ line }}</p>{% endfor %}</footer>
</body>
</html>
"""


def page(report: Report) -> str:
    """The whole HTML document. Everything is escaped, since logs arrive by mail; a drawing escapes its own text."""
    paper = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False).from_string(_REST)
    return PAGE + paper.render(report=report)


def text(report: Report, width: int) -> str:
    """The report for a terminal of this many columns."""
    parts = [_set(width, *report.headlines), "", report.title, _set(width, *report.lead)]
    for part in report.parts:
        parts += ["", part.title.upper(), _set(width, part.note) if isinstance(part, Chart) else grid(part, width)]
    return "\n".join([*parts, "", _set(width, *report.footer)])


def grid(table: Table, width: int) -> str:
    """One table and its note; if its columns do not fit, every cell has a line of its own."""
    if width < LEAST_COLUMN * len(table.columns):
        named = ([f"{column}: {cell}" for column, cell in zip(table.columns, row, strict=True)] for row in table.rows)
        return _set(width, *("\n".join([*row, ""]) for row in named), *([table.note] if table.note else []))
    lines = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, column in enumerate(table.columns):
        lines.add_column(column, no_wrap=number == 0, overflow="fold")
    for row in table.rows:
        lines.add_row(*row)
    return _set(width, *([lines] if table.rows else []), *([table.note] if table.note else []))


def _set(width: int, *parts: Grid | str) -> str:
    output = StringIO()
    paper = Console(file=output, width=width, markup=False, highlight=False, emoji=False)
    for part in parts:
        paper.print(part)
    return output.getvalue().rstrip("\n")
