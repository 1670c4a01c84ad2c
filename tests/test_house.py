"""The rules on what each package may import, checked in the source."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

COACH = Path(__file__).parent.parent / "coach"
PURE = ("body", "languages", "stretches", "routine", "session")
SHELLS = ("vision", "voice", "view", "record", "page")
PURE_MAY_IMPORT = {"numpy", "coach"}
ROUTINE_MAY_IMPORT = PURE_MAY_IMPORT | {"pydantic", "pydantic_core", "ruamel", "annotated_types"}
NOT_PURE = {
    "asyncio", "ctypes", "glob", "logging", "multiprocessing", "os", "random", "select", "shutil", "signal", "socket",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
READS_FILES = {"loader.py", "shelf.py"}
BELOW = ("errors", "resources", "languages", "regular_file")
"""What the pure packages may import besides each other."""
SHELLS_USE = ("check", "child", "user_folders", *BELOW, *PURE)
"""What a shell may import besides itself; all else in the top folder is above the shells and connects them."""
BODY_IN_VISION = {"coach.body.landmarks"}
"""Vision yields poses; its caller measures them with ``body`` and passes the measures to the engine."""
VENDORS = {
    "av": "vision",
    "mediapipe": "vision",
    "pyttsx3": "voice",
    "miniaudio": "voice",
    "espeakng_loader": "voice",
    "sqlite3": "record",
    "PySide6": "view",
}


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """The syntax tree of a file, flat."""
    return tuple(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


@cache
def imports(file: Path) -> set[str]:
    """Every module that a file imports, at any depth, as dotted names."""
    names: set[str] = set()
    for node in nodes(file):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return names


@cache
def modules() -> dict[str, Path]:
    """Every module of the program by its dotted name; a package is its ``__init__``."""
    named = {file: ".".join(("coach", *file.relative_to(COACH).with_suffix("").parts)) for file in COACH.rglob("*.py")}
    return {name.removesuffix(".__init__"): file for file, name in named.items()}


def uses(file: Path) -> set[str]:
    """The program's own modules that a file imports, including ``from package import module``."""
    members = {
        f"{n.module}.{a.name}" for n in nodes(file) if isinstance(n, ast.ImportFrom) and n.level == 0 for a in n.names
    }
    return (imports(file) | members) & modules().keys()


def files(*packages: str) -> list[Path]:
    return sorted(file for package in packages for file in (COACH / package).rglob("*.py"))


def test_a_pure_package_knows_no_world():
    for file in files(*PURE):
        allowed = ROUTINE_MAY_IMPORT if file.parent.name == "routine" else PURE_MAY_IMPORT
        for name in imports(file):
            root = name.split(".")[0]
            assert root in allowed or root in sys.stdlib_module_names, (file, name)
            if file.name not in READS_FILES:
                assert root not in NOT_PURE, (file, name)
            if root == "coach" and "." in name:
                assert name.split(".")[1] in (*PURE, *BELOW), (file, name)


def test_a_pure_package_knows_only_those_before_it():
    for file in files(*PURE):
        later = PURE[PURE.index(file.relative_to(COACH).parts[0]) + 1 :]
        assert not {n for n in imports(file) if n.startswith(tuple(f"coach.{package}" for package in later))}, file


def test_a_pure_package_neither_prints_nor_opens_files():
    for file in files(*PURE):
        calls = {n.func.id for n in nodes(file) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        assert not calls & {"print", "open", "input", "eval", "exec"}, file


def test_shells_know_neither_each_other_nor_what_brings_them_together():
    for file in files(*SHELLS):
        own = file.relative_to(COACH).parts[0]
        for name in uses(file) - {"coach"}:
            assert name.split(".")[1] in (own, *SHELLS_USE), (file, name)


def test_vision_yields_poses_and_knows_no_session():
    for file in files("vision"):
        beyond = {name for name in uses(file) if name.startswith(tuple(f"coach.{package}." for package in PURE))}
        assert beyond <= BODY_IN_VISION, file


def test_all_text_goes_one_way_out():
    """click's own function writes UTF-8 even if the output is ASCII."""
    for file in sorted(COACH.rglob("*.py")):
        assert "click.echo(" not in file.read_text(encoding="utf-8"), file


def test_no_module_needs_itself():
    """Imports inside functions count too."""
    TopologicalSorter({name: uses(file) - {name} for name, file in modules().items()}).prepare()


def test_a_vendor_is_known_in_one_package_only():
    for file in files(*PURE, *SHELLS) + sorted(COACH.glob("*.py")):
        for name in imports(file):
            home = VENDORS.get(name.split(".")[0])
            assert home is None or file.relative_to(COACH).parts[0] == home, f"{file.name} imports {name}"


def twice(names: dict[str, str]) -> dict[str, list[str]]:
    """Names that are used for more than one thing, with their places. ``names``: place -> name."""
    places: dict[str, list[str]] = {}
    for place, name in names.items():
        places.setdefault(name, []).append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_a_noun_names_one_module():
    assert twice({name: name.rsplit(".")[-1] for name in modules()}) == {}


def test_a_noun_names_one_public_class():
    classes = {
        f"{module}.{node.name}": node.name
        for module, file in modules().items()
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert twice(classes) == {}


MOST_LINES_OF_MODULE, MOST_LINES_OF_CLASS, MOST_ATTRIBUTES = 300, 150, 12
PAGE = "a part of a window: its widgets are its fields, and its groups its methods"
RECORD = "a record without behaviour: its fields are read together"
LARGE = {
    "Options": RECORD,
    "Hold": RECORD,
    "Plan": RECORD,
    "PlannedStep": RECORD,
    "DosedStep": "the fields of a step in the file, as the schema lists them",
    "SessionStarted": RECORD,
    "Routine": "the fields of a file, as the schema lists them",
    "FormError": RECORD,
    "Stretch": "everything that is known of one stretch, which stands in one place",
    "Screen": RECORD,
    "HoldTiming": RECORD,
    "PainStop": RECORD,
    "SessionRecord": RECORD,
    "Theme": RECORD,
    "TurnModel": "the constants of one filter, which stand in one place",
    "Measurer": "one measuring object for every part of the body",
    "Ear": "one utterance from the first sound to what was asked for, and what is known in between",
    "DeviceKeeper": "two processes and what is known of them",
    "Renderer": "a thread, its queue and the process that it watches over",
    "Engine": "one branch for every event and wish, and what each sets off",
    "SessionScript": "the order of a session, read from top to bottom",
    "Standstill": "pause, unclear voice and the wish to leave hold one clock and end each other",
    "CycleStep": "the order of cat-cow, read from top to bottom, over one back that both sides change",
    "HomeWindow": PAGE,
    "TodayPage": PAGE,
    "SettingsPage": PAGE,
    "CameraCheck": PAGE,
    "HomeHost": "one method for each thing that home asks for",
    "HoldClock": "one decision in two directions, over the same looks",
}
"""Modules and classes that exceed the limits, and why. Shorten this list; it may only contain oversized ones."""


def attributes(owner: ast.ClassDef) -> set[str]:
    """The fields of a class and the attributes it sets on itself."""
    own = {n.target.id for n in owner.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)}
    stores = (n for n in ast.walk(owner) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store))
    return own | {n.attr for n in stores if isinstance(n.value, ast.Name) and n.value.id == "self"}


def test_modules_and_classes_are_small_but_for_those_with_a_reason():
    large = set()
    for file in modules().values():
        text = file.read_text(encoding="utf-8")
        large |= {file.stem} if text.count("\n") > MOST_LINES_OF_MODULE else set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > MOST_LINES_OF_CLASS or len(attributes(node)) > MOST_ATTRIBUTES:
                    large.add(node.name)
    assert large == LARGE.keys()


@pytest.mark.parametrize("arguments", [["--help"], ["run", "daily", "--audio-only", "--fast", "--mute"]])
def test_help_and_audio_only_load_no_eyes(arguments: list[str]):
    program = (
        "import sys; sys.argv = ['coach', *sys.argv[1:]]\n"
        "import coach.cli\n"
        "try: coach.cli.main()\n"
        "except SystemExit as ended: code = ended.code\n"
        "heavy = {'cv2', 'mediapipe', 'matplotlib', 'PySide6'} & set(sys.modules)\n"
        "sys.exit(99 if heavy else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=False, timeout=50)
    assert done.returncode == 0, done.stderr.decode()
