"""The page for writing routines, as one self-contained HTML document."""

import json
from base64 import b64encode
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, StrictUndefined

from coach.page.form_facts import Facts, form_facts

BEGINS = "<!doctype html>\n<!-- stretch-coach: the page that writes routines -->\n"
"""The beginning of every page. A page of an earlier version is recognised by it, so its words stay as they are."""
FOLDER = ("assets", "page")
"""Where the generated pages are."""
_SCRIPTS = ("values", "file", "writing", "dose", "check", "warnings", "words", "fields", "steps", "results", "start")
"""The page's scripts, in the order in which they need each other."""
_TIMES = ("5 s", "10 s", "15 s", "20 s", "30 s", "45 s", "1 min", "2 min", "5 min", "10 min")
_BREATHS = ("5-1-3", "4-6", "3-3", "off")


def file_name(language: str) -> str:
    return f"write_a_routine.{language}.html"


def writing_page(language: str) -> str:
    """The whole document in a language. Raises InputError for a language that has no folder."""
    facts = form_facts(language)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["sha256"] = _sha256
    shown = environment.from_string(_part("page.html")).render(
        language=language,
        ui=facts["page"],
        style=_part("page.css"),
        script=_script(),
        facts=_as_json(facts),
        times=_TIMES,
        breaths=_BREATHS,
    )
    return f"{BEGINS}{shown}\n"


def _script() -> str:
    """The vendored YAML reader, then the page's own parts in one scope."""
    own = "\n".join(_part(f"{name}.js").removeprefix('"use strict";\n') for name in _SCRIPTS)
    facts = 'const FACTS = JSON.parse(document.getElementById("facts").textContent);'
    return f'\n{_part("yaml.js")}\n(() => {{\n"use strict";\n{facts}\n{own}\n}})();\n'


def _part(name: str) -> str:
    return (resources.files("coach.page") / "parts" / name).read_text(encoding="utf-8")


def _as_json(facts: Facts) -> str:
    """One line for each picture, so that a changed text changes few lines; ``<`` is escaped so that it cannot end the
    script."""
    pictures = facts.pop("pictures")
    parts = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(data)}" for name, data in pictures.items())
    return ("{\n" + ",\n".join([*parts, f'"pictures": {{\n{lines}\n}}']) + "\n}").replace("<", "\\u003c")


def _sha256(content: str) -> str:
    """The hash in the form that a Content-Security-Policy requires."""
    return b64encode(sha256(content.encode()).digest()).decode()


if __name__ == "__main__":
    from pathlib import Path

    from coach.languages.folders import languages

    for code in languages():
        Path(*FOLDER, file_name(code)).write_text(writing_page(code), encoding="utf-8")
