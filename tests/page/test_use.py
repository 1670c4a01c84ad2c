"""The page as a therapist uses it: with the mouse, with the keyboard alone, at three widths, on paper."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coach.languages.folders import languages
from coach.page.writing_page import writing_page
from coach.routine.loader import examine, load, parse
from coach.routine.plan import Plan, plan
from tests.page.chromium import Browser, Page

WIDTHS = {"telephone": (360, 740), "tablet": (820, 1100), "desktop": (1440, 900)}
ROUTINE = """\
# For the second week.
routine: second week
for: A.B.
assigned_by: M.K.
precautions: [wrist]
limits:
  largest_angle:
    knee_to_chest: 100
steps:
  - rest: 6 breaths
  - stretch: knee_to_chest
    sides: alternate
    hold: 20 s
    with: [behind_thigh, pillow_under_head]
    say: Only as far as is comfortable.
  - cat_cow
  - note: Take your time before you get up.
"""
PRESCRIBED = """\
  - section: evening
  - exercise: hamstring stretch
    get_in: Lie on your back.
    do: Straighten the knee.
    hold: 5 breaths
    weeks:
      3:
        reps: 4
  - stretch: knee_drop
    moves: 5
    left:
      moves: 3
"""


@pytest.fixture
def page(browser: Browser, page_file: Path) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.goto(page_file.as_uri())
    yield found
    found.close()
    assert errors == []


def shown_file(page: Page) -> str:
    return page.locator("#file-text").text_content() or ""


def saved(page: Page, folder: Path) -> Path:
    """The file that the page saves when its button is pressed."""
    with page.expect_download() as waiting:
        page.locator("#save").press("Enter")
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def await_status(page: Page, text: str) -> None:
    """Wait until the status line has this text: by a locator, since the page's policy forbids evaluated conditions."""
    page.locator("#status", has_text=text).wait_for(state="attached")


def open_text(page: Page, text: str, name: str = "r.yaml") -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "application/yaml", "buffer": text.encode()})
    await_status(page, name)


def steps_of(planned: Plan) -> list[tuple[str, str | None, int, float]]:
    return [(step.stretch, step.variant, len(step.reps), step.hold_s) for step in planned.steps]


def test_a_routine_is_made_with_the_mouse(page: Page, tmp_path: Path) -> None:
    page.get_by_label("Name", exact=True).fill("Knees & back")
    page.get_by_role("button", name="Add Knee to chest").click()
    step = page.locator("#steps-0")
    assert step.get_by_label("Sides", exact=True).is_visible()
    step.get_by_label("Variant").select_option("double")
    assert not step.get_by_label("Sides", exact=True).count()
    step.get_by_label("Hold", exact=True).fill("1:30")
    step.get_by_text("More for this step").click()
    step.get_by_label("behind thigh").check()
    page.get_by_role("button", name="Add Cat and cow").click()
    page.locator("#steps-1").get_by_label("Cycles").fill("8")
    file = saved(page, tmp_path)
    assert file.name == "knees_back.yaml"
    loaded = load(file)
    assert loaded.warnings == ()
    assert steps_of(plan(loaded.routine)) == [("knee_to_chest", "double", 1, 90.0), ("cat_cow", None, 1, 0.0)]
    assert plan(loaded.routine).steps[0].modifications == {"behind_thigh"}
    assert plan(loaded.routine).steps[1].cycles == 8


def test_the_words_of_a_prescription_are_offered(page: Page, tmp_path: Path) -> None:
    page.get_by_label("Name", exact=True).fill("back at work")
    page.locator("#top-more summary").click()
    page.get_by_label("First day").fill("2027-01-04")
    page.get_by_label("Wednesday").check()
    page.get_by_role("button", name="Add Section").click()
    page.locator("#steps-0-section").fill("morning")
    page.get_by_role("button", name="Add Knee drop").click()
    knees = page.locator("#steps-1")
    knees.locator("#steps-1-moves").fill("10")
    page.get_by_role("button", name="Add Own exercise").click()
    own = page.locator("#steps-2")
    own.locator("#steps-2-exercise").fill("hamstring stretch")
    own.get_by_label("How to get in").fill("Lie on your back, one leg raised.")
    own.get_by_label("What to do").fill("Straighten the knee.")
    own.get_by_label("How to come out").fill("Lower the foot.")
    own.get_by_label("Twists the back").select_option("no")
    own.get_by_label("Sides", exact=True).select_option("both")
    own.locator("#steps-2-hold").fill("3 breaths")
    own.locator("#steps-2-sets").fill("2")
    own.get_by_text("More for this step").click()
    own.get_by_label("Side that comes first").select_option("right")
    own.get_by_role("button", name="Change it from week 2 on").click()
    page.locator("#steps-2-weeks-2-reps").fill("2")
    routine = load(saved(page, tmp_path)).routine
    assert routine.days == ("wednesday",)
    assert examine((tmp_path / "back_at_work.yaml").read_bytes(), today=date(2027, 1, 5)).warnings == ()
    first, second = (plan(routine, today=day).steps[1] for day in (date(2027, 1, 5), date(2027, 1, 12)))
    assert [(rep.side.value, rep.set_number) for rep in first.reps if rep.side] == [
        ("right", 1), ("left", 1), ("right", 2), ("left", 2)]  # fmt: skip
    assert first.hold_s == 27
    assert len(second.reps) == 8
    assert plan(routine).steps[0].moving


def test_a_routine_is_made_with_the_keyboard_alone(page: Page, tmp_path: Path) -> None:
    def tab_to(selector: str, key: str = "Tab") -> None:
        for _ in range(250):
            page.keyboard.press(key)
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab never reaches {selector}")

    tab_to("[aria-label='Add Knee drop, feet on the floor']")
    page.keyboard.press("Enter")
    tab_to("[aria-label='Add Rest']")
    page.keyboard.press("Space")
    tab_to("#routine")
    page.keyboard.type("evening")
    tab_to("#steps-0-sides")
    page.keyboard.type("right")
    tab_to("#steps-0-hold")
    page.keyboard.type("15 s")
    tab_to("#steps-1-rest")
    page.keyboard.type("6 breaths")
    tab_to("#steps-1 [data-act=up]", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.act") == "up"
    assert page.locator("#status").text_content() == "Rest is now step 1."
    with page.expect_download() as waiting:
        tab_to("#save-below")
        page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "r.yaml")
    planned = plan(load(tmp_path / "r.yaml").routine)
    assert steps_of(planned) == [("rest", None, 1, 54.0), ("knee_drop", "feet_down", 3, 15.0)]
    assert {rep.side and rep.side.value for rep in planned.steps[1].reps} == {"right"}


def test_steps_are_dragged_to_their_place(page: Page) -> None:
    for name in ("Add Pelvic tilt", "Add Hip lift"):
        page.get_by_role("button", name=name).click()
    for card in page.locator("[data-act=toggle]").all():
        card.click()
    page.drag_and_drop("li:has(> [aria-label^='Add Walk'])", "#steps-0 .title", target_position={"x": 5, "y": 2})
    assert names(page) == ["walk", "pelvic_tilt", "hip_lift"]
    page.drag_and_drop("#steps-2 .title", "#steps-0 .title", target_position={"x": 5, "y": 2})
    assert names(page) == ["hip_lift", "walk", "pelvic_tilt"]


def names(page: Page) -> list[str]:
    return page.evaluate("routine.form().steps.map((step) => step.values.stretch ?? step.kind)")


def test_steps_are_moved_copied_removed_and_brought_back(page: Page) -> None:
    open_text(page, ROUTINE)
    before = shown_file(page)
    page.get_by_label("Move down: Rest, step 1").click()
    assert names(page) == ["knee_to_chest", "rest", "cat_cow", "note"]
    page.get_by_label("Duplicate: Cat and cow, step 3").click()
    assert names(page)[2:4] == ["cat_cow", "cat_cow"]
    page.get_by_label("Remove: Knee to chest, one knee, step 1").click()
    assert names(page) == ["rest", "cat_cow", "cat_cow", "note"]
    for _ in range(3):
        page.get_by_role("button", name="Undo").click()
    assert shown_file(page) == before
    page.get_by_role("button", name="New", exact=True).click()
    assert names(page) == []
    page.get_by_role("button", name="Undo").click()
    assert shown_file(page) == before


def test_a_file_is_read_and_saved_without_a_change(page: Page, tmp_path: Path) -> None:
    open_text(page, ROUTINE, "second.yaml")
    assert page.locator("#status").text_content() == "second.yaml: read. Steps: 4."
    file = saved(page, tmp_path)
    assert plan(load(file).routine) == plan(parse(ROUTINE).routine)
    assert "# For the second week.\n" in file.read_text(encoding="utf-8")


def test_a_file_is_dropped_on_the_page(page: Page) -> None:
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.yaml"));
          const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector("h1").dispatchEvent(drop);
        }""",
        ROUTINE,
    )
    await_status(page, "dropped.yaml")
    assert names(page) == ["rest", "knee_to_chest", "cat_cow", "note"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "This is not a routine file."),
        (b"\xff\xd8\xff\xe0 a picture", "not plain text"),
        (b"routine: r\n  steps: [\n", "in line"),
        (b"#" * 70_000, "larger than a routine"),
    ],
)
def test_what_is_no_routine_changes_nothing(page: Page, content: bytes, words: str) -> None:
    open_text(page, ROUTINE)
    before = shown_file(page)
    page.set_input_files("#file", {"name": "x.yaml", "mimeType": "text/plain", "buffer": content})
    await_status(page, "x.yaml")
    assert words in (page.locator("#status").text_content() or "")
    assert shown_file(page) == before


def test_what_is_wrong_is_said_and_nothing_is_saved(page: Page) -> None:
    open_text(page, ROUTINE)
    page.get_by_label("Change: Knee to chest, one knee, step 2").click()
    hold = page.locator("#steps-1-hold")
    hold.fill("20 sceonds")
    assert hold.get_attribute("aria-invalid") == "true"
    assert "“20 sceonds” does not fit here. Allowed: 1 s to 2 min" in (
        page.locator("#steps-1-hold-wrong").text_content() or ""
    )
    page.locator("#save").click()
    assert "Not saved yet" in (page.locator("#status").text_content() or "")
    assert page.evaluate("document.activeElement.id") == "steps-1-hold"
    hold.fill("20 s")
    assert hold.get_attribute("aria-invalid") is None
    assert shown_file(page) == page.evaluate("(text) => routine.toYaml(routine.fromYaml(text))", ROUTINE)


def test_the_check_speaks_while_one_writes(page: Page) -> None:
    open_text(page, ROUTINE)
    assert "cat_cow with precaution wrist" in (page.locator("#problems").text_content() or "")
    page.get_by_label("Change: Cat and cow, step 3").click()
    page.locator("#steps-2").get_by_text("More for this step").click()
    page.locator("#steps-2").get_by_label("on fists").check()
    assert "Nothing to fix" in (page.locator("#problems").text_content() or "")
    assert "About" in (page.locator("#minutes").text_content() or "")


def test_what_the_coach_says_is_in_the_language_of_the_routine(page: Page) -> None:
    open_text(page, ROUTINE)
    page.get_by_label("Language of the coach").select_option("de")
    page.locator("#said summary").click()
    assert "Katze und Kuh" in (page.locator("#said-list").text_content() or "")
    assert page.locator("#said-list").get_attribute("lang") == "de"
    assert "je Seite" in (page.locator("#sheet-page").text_content() or "") or "Mal" in (
        page.locator("#sheet-page").text_content() or ""
    )


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules for barriers, https://github.com/dequelabs/axe-core."""
    file = os.environ.get("AXE_CORE")
    if not file:
        pytest.skip("AXE_CORE names no file: npm install axe-core, and set it to axe-core/axe.min.js")
    return Path(file).read_text(encoding="utf-8")


BARRIERS = """async () => (await axe.run(document)).violations
  .map((found) => [found.id, found.nodes.map((node) => node.html)])"""


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "language", [pytest.param(code, marks=pytest.mark.long if code != "en" else ()) for code in languages()]
)
def test_there_are_no_barriers(
    browser: Browser, axe: str, language: str, width: str, scheme: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(writing_page(language), encoding="utf-8")
    size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page.goto(file.as_uri())
    page.evaluate(axe)
    assert page.evaluate(BARRIERS) == []
    open_text(page, ROUTINE + PRESCRIBED + "  - plank\n  - stretch: cat_cow\n    hold: 20 s\n")
    for closed in page.locator("[data-act=toggle]").all():
        closed.click()
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    assert page.evaluate(BARRIERS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.close()


LONG = (
    "routine: r\nsteps:\n  - note: "
    + "Donaudampfschifffahrtsgesellschaft" * 6
    + "\n  - stretch: cat_cow\n    say: "
    + "x" * 150
)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    open_text(page, LONG)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    for closed in page.locator("[data-act=toggle]").all():
        closed.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0]


def test_only_the_sheet_is_printed(page: Page, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("there is no pdftotext: apt-get install poppler-utils")
    open_text(page, ROUTINE)
    page.locator("#sheet summary").click()  # closed on the screen, but still printed
    page.pdf(path=tmp_path / "sheet.pdf", format="A4")
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "sheet.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\f") == 1
    words = " ".join(done.stdout.split())
    assert words.startswith("second week About")
    assert "Knee to chest, one knee" in words
    assert "Stop at any pain" in words
    for other in ("Add a step", "Save the file", "The check", "The patient's sheet"):
        assert other not in words


ACTS = 60


def test_whatever_is_pressed_the_form_and_the_file_agree(page: Page) -> None:
    """A user who presses, types and chooses at random."""
    chance = random.Random(3)
    page.get_by_label("Name", exact=True).fill("r")
    typed = (
        "20 s",
        "1:30",
        "3",
        "6 breaths",
        "5-1-3",
        "off",
        "90",
        "x",
        "",
        "Slowly: so.",
        "0",
        "2027-03-31",
        "-1",
        "½ min",
    )
    for _ in range(ACTS):
        boxes = page.locator("main input:visible:not([type=date]), main textarea:visible, main select:visible").all()
        buttons = page.locator("main button:visible:not([aria-disabled])").all()
        if boxes and chance.random() < 0.6:
            box = chance.choice(boxes)
            kind = box.evaluate("(box) => box.type")
            if kind == "checkbox":
                box.click()
            elif kind == "select-one":
                box.select_option(index=chance.randrange(box.evaluate("(box) => box.options.length")))
            elif kind == "number":
                box.fill(chance.choice(("3", "90", "", "0", "500")))
            else:
                box.fill(chance.choice(typed))
        else:
            chance.choice(buttons).click()
    text = shown_file(page)
    assert text == page.evaluate("routine.toYaml(routine.form())")
    assert page.evaluate("(text) => routine.toYaml(routine.fromYaml(text))", text) == text
    refused = page.evaluate("routine.mistakes(routine.form()).length")
    assert (refused == 0) == (examine(text).routine is not None)
