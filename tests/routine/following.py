"""A person who follows a message to the letter and does nothing else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.routine.problems import Problem

_VALUE = r"[^#]*?(?=\s*(?:#.*)?$)"


@dataclass
class Page:
    """The lines of the file, and the mistake being corrected."""

    lines: list[str]
    problem: Problem

    @property
    def at(self) -> int:
        return self.problem.line - 1

    @property
    def line(self) -> str:
        return self.lines[self.at]

    @property
    def indent(self) -> str:
        """Indentation of the keys in the step of this line."""
        return re.match(r"[ -]*", self.line)[0].replace("-", " ")  # type: ignore[index] - matches anything

    def with_line(self, *new: str) -> str:
        return "\n".join([*self.lines[: self.at], *new, *self.lines[self.at + 1 :]])

    def with_value(self, value: str) -> str:
        """The text from the place that the message names to its end."""
        before, behind = self.line[: self.problem.column - 1], self.line[self.problem.column - 1 :]
        ends = r"[^,}\]]*" if re.search(r"[{\[]", before) else _VALUE
        return self.with_line(before + re.sub(ends, lambda _: value, behind, count=1))

    def with_key(self, key: str) -> str:
        before, behind = self.line[: self.problem.column - 1], self.line[self.problem.column - 1 :]
        return self.with_line(before + re.sub(r'[^:"]+', key, behind, count=1))

    def with_lines_below(self, *new: str) -> str:
        return self.with_line(self.line, *(f"{self.indent}{line}" for line in new))

    def with_step(self, first: str, *below: str) -> str:
        """Restarts this step."""
        inward = self.line[: len(self.line) - len(self.line.lstrip(" "))]
        return self.with_line(f"{inward}- {first}", *(f"{inward}  {line}" for line in below))

    def moved_below(self, pattern: str, inward: str) -> str | None:
        """Moves this line, and what belongs to it, below the first matching line."""
        end = self.at + 1
        while end < len(self.lines) and self.lines[end].startswith(" "):
            end += 1
        moved = [inward + line for line in self.lines[self.at : end]]
        rest = self.lines[: self.at] + self.lines[end:]
        for number, line in enumerate(rest):
            if re.match(pattern, line):
                return "\n".join([*rest[: number + 1], *moved, *rest[number + 1 :]])
        return None


Follow = Callable[[Page, "re.Match[str]"], Iterator[str | None]]
_TIMES = r'"([^":]*\d[^":]*)"'


def _meant(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    for meant in match[1].split(" or "):
        yield page.with_value(meant)


def _named(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.with_step(f"stretch: {match[1]}", *match[2].split(" and "))


def _pair(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.with_line(re.sub(r"[a-z_]+:.*", match[1], page.line, count=1))


def _key(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.with_key(match[1])


def _values(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    for value in re.findall(r'"([^"]+)"', match[1]):
        yield page.with_value(value)


def _value(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.with_value(match[1])


def _value_and_line(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    page.lines = page.with_lines_below(match[2]).split("\n")
    yield page.with_value(match[1])


def _either_with_reps(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    below = list(page.lines)
    for time, reps in (match.group(1, 2), match.group(3, 4)):
        page.lines = list(below)
        page.lines = page.with_lines_below(reps).split("\n")
        yield page.with_value(time)


def _step(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.with_step(match[1].removeprefix("- "))


def _step_and_lines(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.with_step(f"stretch: {match[1]}", *match[2].split(", "))


def _deleted(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    mark = page.line.strip()[:3]  # the second fence is reported with the first
    yield "\n".join(line for line in page.lines if line != page.line and not (mark == "```" and line.startswith(mark)))


def _deleted_with_its_own(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    inward, end = len(page.line) - len(page.line.lstrip()), page.at + 1
    while end < len(page.lines) and len(page.lines[end]) - len(page.lines[end].lstrip()) > inward:
        end += 1
    yield "\n".join([*page.lines[: page.at], *page.lines[end:]])


def _with_its_head(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield "\n".join(line for line in page.lines if line != page.line and line.strip() != f"{match[1]}:")


def _whole_line(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.with_line(re.match(r"[ -]*", page.line)[0] + match[1])  # type: ignore[index] - matches anything


def _below_the_stretch(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.moved_below(r" *- stretch:", "    ")


def _below_limits(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    moved = page.moved_below(r"limits:", "  ")
    page.lines.append("limits:")
    yield moved or page.moved_below(r"limits:", "  ")


def _below_the_limits_angle(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield page.moved_below(r" *- stretch: (?:knee)", "    ")
    yield f"limits:\n  largest_angle:\n    {match[1]}\n" + page.with_line()


def _among_the_steps(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    page.lines[page.at] = match[1]
    yield page.moved_below(r"steps:\s*$", "  ")


def _on_top(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield f"{page.line.strip()}\n{page.with_line()}"


def _first(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    yield f"{match[1]}\n" + "\n".join(page.lines)


def _lifted(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    by = "assigned_by: M.K.\n" if match[2] else ""
    yield f"{by}limits:\n  override: {match[1]}\n" + "\n".join(page.lines)


def _in_quotes(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    before, behind = page.line[: page.problem.column - 1], page.line[page.problem.column - 1 :]
    yield page.with_line(f'{before}"{behind}"')


def _less(page: Page, match: "re.Match[str]") -> Iterator[str | None]:
    before, behind = page.line[: page.problem.column - 1], page.line[page.problem.column - 1 :]
    yield page.with_line(before + behind.replace(match[1], ""))


ADVICE: list[tuple[str, Follow]] = [
    (r"did you mean stretch: (\w+) with (.+) below it\?", _named),
    (r'did you mean "(\w+: \w+)"\?', _pair),
    (r'^"[^"]*" (?:is not known here|does not begin a step); did you mean (\w+)\?', _key),
    (r"did you mean ([^?]+)\?", _meant),
    (
        r'can be read in two ways: "(.+?)" with "(reps: \d+)" on a line of its own, or "(.+?)" with "(.+?)"',
        _either_with_reps,
    ),
    (rf"write {_TIMES}, and \"(reps: \d+)\" on a line of its own", _value_and_line),
    (r'write "- stretch: (\w+)", and below it each on a line of its own: ([^;]+?)\.$', _step_and_lines),
    (r'write it (?:as a step of its own, )?like "(- \w+: [^"]+)"', _step),
    (r'has its dose on the same line; write "- (stretch: \w+)", and below it lines like', _step),
    (r'(?:write|number alone is seconds; write) ("[^":]*\d[^":]*"(?: or "[^":]*\d[^":]*")?)', _values),
    (r"one time(?:, such as|:) (.*)\.$", _values),
    (r'write the time alone(?:, such as|:) ("[^"]+")', _values),
    (r"(?:such as|so write) (\d+)(?: alone)?\.$", _value),
    (r"write one number: (\d+)", _value),
    (r"write one number: \d+ or (\d+)", _value),
    (r'write just the name after the hyphen, like "- (\w+)"', _step),
    (r'delete the line and the "(\w+):" above it', _with_its_head),
    (r"delete this line and those that belong to it", _deleted_with_its_own),
    (r"delete (?:this|the) line", _deleted),
    (r"belongs to a step: write it below the line", _below_the_stretch),
    (r'below "limits:" and "largest_angle:", a line like "(.+?)"', _below_the_limits_angle),
    (r'it belongs below "limits:"', _below_limits),
    (r'a step belongs below "steps:" and begins with a hyphen, like "(.+?)"', _among_the_steps),
    (r"it belongs at the top of the file", _on_top),
    (r'write "(\w+)" instead of "\w+"', _key),
    (r'call it "(\w+)"', _key),
    (r'words alone are a note; write "- (note): " instead', _key),
    (r'is missing; write a line like "(.+?)"', _first),
    (r'a colon is missing after "\w+"; write it like "(.+?)"', _whole_line),
    (r'write "override: (\w+)" below "limits:"( and your name)?', _lifted),
    (r"special meaning(?: here)?; put the words in quotes", _in_quotes),
    (r'write it without the "(.+?)"', _less),
    (r'the marks "(.+?)" do not belong in a routine file; delete them', _less),
]


def followed(text: str, problem: Problem) -> Iterator[str]:
    """The file after following the message, for each way that it names; empty if it names none."""
    lines = text.replace("\r\n", "\n").split("\n")
    for pattern, follow in ADVICE:
        if match := re.search(pattern, problem.text):
            for after in follow(Page(list(lines), problem), match):
                if after is not None:
                    yield after
            return
