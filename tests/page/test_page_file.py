"""The page as a file: the committed ones are up to date, each language is complete, and no page accesses the
network."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from coach.cli import cli
from coach.errors import InputError
from coach.languages.folders import languages, table
from coach.page.form_facts import form_facts
from coach.page.writing_page import BEGINS, FOLDER, file_name, writing_page
from coach.routine.steps import ABOUT_STEPS
from coach.stretches.catalogue import STRETCHES
from tests.page.chromium import Browser

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", languages())
def test_the_committed_page_is_new(language: str) -> None:
    committed = ROOT.joinpath(*FOLDER, file_name(language)).read_text(encoding="utf-8")
    assert committed == writing_page(language), "make it again: uv run python -m coach.page.writing_page"


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_word_of_the_page(language: str) -> None:
    english, own = table("en", "page"), table(language, "page")
    for group in ("page", "field", "choice"):
        assert own[group].keys() == english[group].keys(), group
    for key, words in english["page"].items():
        assert re.findall(r"\{\w+\}", words) or not re.findall(r"\{\w+\}", own["page"][key]), key
        assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", own["page"][key])), key


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_no_english_is_left_and_no_translation_is_for_nothing(language: str) -> None:
    needed = {*ABOUT_STEPS.values(), *(caution.why for entry in STRETCHES.values() for caution in entry.cautions)}
    assert table(language, "page")["english"].keys() == needed
    facts, english = form_facts(language)["fields"], form_facts("en")["fields"]
    for group in (*(name for name in facts if name != "steps"), *(f"steps.{kind}" for kind in facts["steps"])):
        own, others = (found["steps"][group[6:]] if "." in group else found[group] for found in (facts, english))
        same = [
            field["key"] for field, other in zip(own, others, strict=True) if field["about"] == other["about"] != ""
        ]
        assert set(same) <= {"stretch"}, f"[hint] lacks {same}"


def test_every_field_has_a_label() -> None:
    facts = form_facts("en")
    fields = [field for name, group in facts["fields"].items() if name != "steps" for field in group]
    fields += [field for group in facts["fields"]["steps"].values() for field in group]
    needed = {"length" if field["kind"] == "length" else field["key"] for field in fields} - {"stretch", *STRETCHES}
    assert needed <= table("en", "page")["field"].keys()


def test_nothing_in_the_page_points_elsewhere() -> None:
    page = writing_page("en")
    shown = re.sub(r"(?s)/\*.*?\*/", "", page)
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:)[^"'$]""", shown)
    assert not re.findall(r"url\(|@import|<link|<iframe", shown)


class _Listener(BaseHTTPRequestHandler):
    heard: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


TRIES = {
    "fetch": "(url) => fetch(url).then(() => 'sent', () => 'held')",
    "image": "(url) => new Promise((done) => { const i = new Image(); i.onload = () => done('sent');"
    " i.onerror = () => done('held'); i.src = url; })",
    "beacon": "(url) => { navigator.sendBeacon(url, 'x'); return fetch(url).then(() => 'sent', () => 'held'); }",
    "script": "(url) => new Promise((done) => { const s = document.createElement('script');"
    " s.onload = () => done('sent'); s.onerror = () => done('held'); s.src = url; document.head.append(s); })",
}


def test_the_page_sends_nothing_even_if_it_tried(browser: Browser, page_file: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert [address for address in asked if not address.startswith("data:")] == [page_file.as_uri()]
    for name, attempt in TRIES.items():
        assert page.evaluate(attempt, f"{url}{name}") == "held", name
    empty = browser.new_page()  # the same attempts reach the server from a page without this rule
    assert empty.evaluate(TRIES["image"], f"{url}control") in ("sent", "held")
    page.close()
    empty.close()
    server.shutdown()
    server.server_close()
    assert _Listener.heard == ["/control"]


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    done = CliRunner().invoke(cli, ["new", "--page", str(file), "--language", "de"])
    assert done.exit_code == 0, done.output
    assert file.read_text(encoding="utf-8") == writing_page("de")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["new"], "name one file"),
        (["new", "r.yaml", "--page", "p.html"], "name one file"),
        (["new", "r.yaml", "--language", "fr"], "language 'fr' is not here"),
        (["new", "--page", "p.html", "--language", "fr"], "language 'fr' is not here"),
    ],
)
def test_what_does_not_go_together_is_said(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, arguments)
    assert isinstance(done.exception, InputError)
    assert words in str(done.exception)
    assert not list(tmp_path.iterdir())


def test_a_page_of_an_earlier_version_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<!doctype html>\n<!-- stretch-coach: the page that writes routines -->\n<html>", encoding="utf-8")
    done = CliRunner().invoke(cli, ["new", "--page", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_text(encoding="utf-8") == writing_page("en")


def test_another_file_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("my own page", encoding="utf-8")
    done = CliRunner().invoke(cli, ["new", "--page", str(file)])
    assert isinstance(done.exception, InputError)
    assert file.read_text(encoding="utf-8") == "my own page"


def test_the_facts_are_plain_and_cannot_end_the_script() -> None:
    page = writing_page("en")
    assert page.startswith(BEGINS)
    found = re.search(r'(?s)<script type="application/json" id="facts">(.*?)</script>', page)
    assert found is not None
    assert json.loads(found[1]) == json.loads(json.dumps(form_facts("en")))
