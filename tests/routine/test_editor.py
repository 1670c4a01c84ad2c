"""A real YAML language server completes and explains a routine, as in a therapist's editor.

.ci/run installs the server; without one, these tests are skipped.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from coach.resources import resource_path
from coach.routine.schema import FILE
from coach.routine.shelf import list_routines

SERVER = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
pytestmark = pytest.mark.skipif(
    SERVER is None,
    reason="yaml-language-server is not installed (npm install yaml-language-server; set YAML_LANGUAGE_SERVER to it)",
)

TEXT = """\
routine: r
limits:
  #
steps:
  - stretch: #
  - stretch: knee_to_chest
    hold: 20 s
  - plank
  - stretch: cat_cow
    with: #
""".replace("#", "")


MODELINE = f"# yaml-language-server: $schema={resource_path(*FILE).as_uri()}\n"


class Client:
    """A client with just enough of the language server protocol."""

    def __init__(self, server: "subprocess.Popen[bytes]") -> None:
        assert server.stdin is not None
        assert server.stdout is not None
        self._to: IO[bytes] = server.stdin
        self._from: IO[bytes] = server.stdout
        self._id = 0
        self.messages: list[dict[str, Any]] = []

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._to.flush()

    def receive(self) -> dict[str, Any]:
        length = 0
        while line := self._from.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self._from.read(length))
        if "id" in message and "method" in message:  # the server asks for settings; it needs none
            wanted = message["params"].get("items", []) if isinstance(message.get("params"), dict) else []
            self.send({"id": message["id"], "result": [None for _ in wanted]})
        return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._id += 1
        self.send({"id": self._id, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self._id and "method" not in message:
                return message["result"]
            self.messages.append(message)

    def open(self, uri: str, text: str) -> None:
        """Opens a document with ``text`` below the modeline."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": MODELINE + text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def diagnostics_of(self, uri: str, text: str) -> list[dict[str, Any]]:
        """What the server underlines in a document."""
        self.open(uri, text)
        while True:
            params = self.wait_for("textDocument/publishDiagnostics")["params"]
            if params["uri"] == uri:
                diagnostics: list[dict[str, Any]] = params["diagnostics"]
                return diagnostics

    def wait_for(self, method: str) -> dict[str, Any]:
        while True:
            for message in self.messages:
                if message.get("method") == method:
                    self.messages.remove(message)
                    return message
            self.messages.append(self.receive())


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, str]]:
    file: Path = tmp_path_factory.mktemp("editor") / "r.yaml"
    with subprocess.Popen(
        [str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        client = Client(server)
        client.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        client.send({"method": "initialized", "params": {}})
        settings = {"yaml": {"completion": True, "hover": True, "validate": True, "schemaStore": {"enable": False}}}
        client.send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})
        client.open(file.as_uri(), TEXT)
        yield client, file.as_uri()
        server.kill()


def _at(uri: str, line: int, character: int) -> dict[str, Any]:
    """``line`` counts from 0 and includes the modeline."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def test_stretch_names_are_completed(opened: tuple[Client, str]) -> None:
    client, uri = opened
    items = client.ask("textDocument/completion", _at(uri, 5, 13))["items"]
    assert {item["label"] for item in items} >= {"knee_to_chest", "childs_pose", "cat_cow", "knee_drop"}


def test_limits_are_completed(opened: tuple[Client, str]) -> None:
    client, uri = opened
    items = client.ask("textDocument/completion", _at(uri, 3, 2))["items"]
    assert {item["label"] for item in items} >= {"stop_at_pain", "no_twist"}


def test_hovering_explains(opened: tuple[Client, str]) -> None:
    client, uri = opened
    hover = json.dumps(client.ask("textDocument/hover", _at(uri, 7, 5)))
    assert "How long to hold each time" in hover
    assert "one knee" in json.dumps(client.ask("textDocument/hover", _at(uri, 6, 15)))


def test_a_wrong_name_is_underlined(opened: tuple[Client, str]) -> None:
    client, _ = opened
    diagnostics = client.wait_for("textDocument/publishDiagnostics")["params"]["diagnostics"]
    assert any(entry["range"]["start"]["line"] == 8 for entry in diagnostics)


def test_helps_of_the_stretch_are_completed(opened: tuple[Client, str]) -> None:
    client, uri = opened
    items = client.ask("textDocument/completion", _at(uri, 10, 10))["items"]
    labels = {item["label"] for item in items}
    assert "on_fists" in labels
    assert "behind_thigh" not in labels


def test_variants_are_completed(opened: tuple[Client, str]) -> None:
    client, uri = opened
    client.open(
        uri.replace("r.yaml", "variants.yaml"), "routine: r\nsteps:\n  - stretch: knee_to_chest\n    variant: \n"
    )
    items = client.ask("textDocument/completion", _at(uri.replace("r.yaml", "variants.yaml"), 4, 13))["items"]
    labels = {item["label"] for item in items}
    assert labels >= {"single", "double"}
    assert "feet_down" not in labels


def test_a_wrong_key_is_underlined(opened: tuple[Client, str]) -> None:
    client, uri = opened
    diagnostics = client.diagnostics_of(
        uri.replace("r.yaml", "wrong.yaml"), "routine: r\nsteps:\n  - stretch: cat_cow\n    hodl: 20 s\n"
    )
    assert [entry["range"]["start"]["line"] for entry in diagnostics] == [4]


def test_nothing_in_a_shipped_routine_is_underlined(opened: tuple[Client, str]) -> None:
    client, uri = opened
    for entry in list_routines():
        text = entry.path.read_text(encoding="utf-8").split("\n", maxsplit=1)[1]
        assert client.diagnostics_of(uri.replace("r.yaml", entry.path.name), text) == [], entry.name
