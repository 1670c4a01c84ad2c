"""Prints a report: as one self-contained page, or for a terminal."""

from io import StringIO

from jinja2 import Environment, StrictUndefined
from rich import box
from rich.console import Console
from rich.table import Table as Grid

from coach.record.report import Report, Table

PAGE = "<!doctype html>\n<!-- stretch-coach: sessions -->\n"
"""What every page begins with."""

_REST = """\
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ report.title }}</title>
<style>
body { font: 10pt/1.4 system-ui, sans-serif; color: #1c2733; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin: 0 0 .4rem }
h2 { font-size: 1.1rem; margin: 1.4rem 0 .3rem }
p { margin: .2rem 0 }
p.note, footer { color: #44525f; font-size: .9rem }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-weight: 600; border-bottom: 2px solid #2f6f8f; padding: .2rem .8rem .2rem 0 }
td { border-bottom: 1px solid #cfd8dd; padding: .25rem .8rem .25rem 0; vertical-align: top }
td:first-child, td:last-child { white-space: nowrap }
tr, section { break-inside: avoid }
footer { border-top: 1px solid #cfd8dd; margin-top: 1.4rem; padding-top: .6rem }
@media print { body { margin: 0; max-width: none } }
</style>
</head>
<body>
<h1>{{ report.title }}</h1>
{% for line in report.lead %}<p>{{ line }}</p>
{% endfor %}
{% for table in report.tables %}<section>
<h2>{{ table.title }}</h2>
{% if table.rows %}<table>
<tr>{% for column in table.columns %}<th>{{ column }}</th>{% endfor %}</tr>
{% for row in table.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>
{% endif %}{% if table.note %}<p class="note">{{ table.note }}</p>
{% endif %}</section>
{% endfor %}<footer>{% for line in report.footer %}<p>{{ line }}</p>{% endfor %}</footer>
</body>
</html>
"""


def page(report: Report) -> str:
    """The whole HTML document. Everything in it is escaped, since logs come by mail."""
    paper = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False).from_string(_REST)
    return PAGE + paper.render(report=report)


def text(report: Report, width: int) -> str:
    """The report for a terminal of this many columns."""
    parts = [report.title, "", _set(width, *report.lead)]
    for table in report.tables:
        parts += ["", table.title.upper(), grid(table, width)]
    return "\n".join([*parts, "", _set(width, *report.footer)])


def grid(table: Table, width: int) -> str:
    """One table and its note."""
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
