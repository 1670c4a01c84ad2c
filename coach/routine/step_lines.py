"""Repairs lines among the steps: hyphens, the alignment of doses, continued text."""

from coach.routine.lines_above import ITEM, KEY, KEY_AND_VALUE, LinesAbove, StepHead, with_colon
from coach.routine.problems import Problem, letters, quoted, same
from coach.routine.steps import STEP_KEYS, STEP_KINDS
from coach.routine.vocabulary import STEP_NAMES

DOSE = frozenset(map(letters, (*STEP_KEYS["stretch"][1:], *STEP_KEYS["exercise"][1:], "side")))
STEP = frozenset(letters(kind) for kind in STEP_KINDS if kind != "rest")  # a stretch has a rest, too
SPOKEN = frozenset(("say", "note", "notes", "getin", "do", "comeout"))
WORDS_KEYS = frozenset(("getin", "comeout"))
"""Keys with which no sentence begins."""
TEXTS = SPOKEN | frozenset(("routine", "for", "assignedby", "version", "exercise", "section"))
"""Keys whose values are words for people."""


class StepLines:
    """Repairs a line among the steps."""

    def __init__(self, above: LinesAbove) -> None:
        self._above = above

    def settled(self, line: str, number: int, reported: bool) -> tuple[str, Problem | None]:
        """The repaired line, and the problem if any; ``reported``: a problem has already been reported for it."""
        indent = len(line) - len(line.lstrip())
        if line.strip() == "-" or self._above.alone:
            return self._behind_a_lone_hyphen(line, number, reported)
        if self._inside_a_key(indent, line):
            return line, None
        if ITEM.match(line):
            return self._item(line, number, reported)
        if match := KEY.match(line):
            return self._keyed(line, number, reported, letters(match[2]))
        if ":" in line and not self._spoken_above():
            return line, None
        return self._words(line, number, reported)

    def _keyed(self, line: str, number: int, reported: bool, key: str) -> tuple[str, Problem | None]:
        indent = len(line) - len(line.lstrip())
        if key in STEP and self._begins_a_step(indent, key):
            return self._no_hyphen(line, number)
        if key in DOSE and self._above.head:
            return self._dose(line, number, reported, self._above.head)
        return line, None

    def _behind_a_lone_hyphen(self, line: str, number: int, reported: bool) -> tuple[str, Problem | None]:
        """A hyphen may be on a line of its own: the next line is then the first of the step."""
        indent = len(line) - len(line.lstrip())
        self._above.alone = line.strip() == "-"
        if self._above.alone:
            self._above.hyphen = indent if self._above.hyphen is None else self._above.hyphen
            self._above.head = None
        else:
            key = KEY.match(line)
            name = letters(key[2]) if key else ""
            self._above.head = StepHead(number, line, self._above.hyphen or 0, indent, name, reported)
        return line, None

    def _inside_a_key(self, indent: int, line: str) -> bool:
        """A line that is indented more than a key without a value belongs to that key."""
        if self._above.inside is None:
            return False
        if indent > self._above.inside or (indent == self._above.inside and line.lstrip().startswith("- ")):
            return True
        self._above.inside = None
        return False

    def _item(self, line: str, number: int, reported: bool) -> tuple[str, Problem | None]:
        indent = len(line) - len(line.lstrip())
        if self._above.hyphen is None:
            self._above.hyphen = indent
        problem = None
        if indent != self._above.hyphen:
            line = " " * self._above.hyphen + line.lstrip()
            if not reported:
                many = _spaces(self._above.hyphen)
                why = f"this hyphen is not aligned with the first one; put {many} in front of each."
                problem = Problem(number, indent + 1, why)
        self._above.begin_step(line, number, reported or problem is not None)
        return line, problem

    def _begins_a_step(self, indent: int, key: str) -> bool:
        head = self._above.head
        return head is None or key == head.key == "stretch" or (indent != head.word and key != "note")

    def _no_hyphen(self, line: str, number: int) -> tuple[str, Problem | None]:
        body, indent = line.strip(), len(line) - len(line.lstrip())
        if self._above.hyphen is None:
            self._above.hyphen = indent
        line = f"{' ' * self._above.hyphen}- {body}"
        self._above.begin_step(line, number, reported=True)
        return line, Problem(number, indent + 1, 'a step begins with a hyphen and a space, like "- knee_to_chest".')

    def _dose(self, line: str, number: int, reported: bool, head: StepHead) -> tuple[str, Problem | None]:
        """A dose line aligns with the first word of its step."""
        indent = len(line) - len(line.lstrip())
        problem = self._no_stretch(head)
        if indent != head.word:
            line = " " * head.word + line.lstrip()
            if not (reported or head.reported):
                where = f"put {_spaces(head.word)} in front, in line with its first word"
                return line, Problem(number, indent + 1, f"this belongs to the step above it; {where}.")
        return line, problem

    def _no_stretch(self, head: StepHead) -> Problem | None:
        """A name alone followed by a dose: the name needs its key."""
        name = head.line[head.word :].split(" #")[0].strip()
        if head.key or not same(name, STEP_NAMES):
            return None
        head.key, head.reported = "stretch", True
        self._above.rewritten.append((head.number, f"{head.line[: head.word]}stretch: {head.line[head.word :]}"))
        why = f"a step with a dose begins with its key: write {quoted(f'- stretch: {name}')}, and the dose below it."
        return Problem(head.number, head.hyphen + 1, why)

    def _spoken_above(self) -> bool:
        above = self._above.key_above
        return above is not None and above[1] in SPOKEN and above[2]

    def _words(self, line: str, number: int, reported: bool) -> tuple[str, Problem | None]:
        """A line without a key: continued text, a step without its hyphen, or a key without its colon."""
        body, indent = line.strip(), len(line) - len(line.lstrip())
        head, pair, above = self._above.head, KEY_AND_VALUE.match(body), self._above.key_above
        if head and above and not above[2] and head.key == above[1] and indent == above[0]:
            return f"  {line}", Problem(
                number, indent + 1, "this belongs after the colon of the line above; write it there."
            )
        if head and head.key and indent > head.word:
            return line, None
        dose = pair is not None and letters(pair[1]) in DOSE
        words_key = pair is not None and letters(pair[1]) in WORDS_KEYS
        counted = dose and head is not None and head.key != "note" and (words_key or any(map(str.isdigit, body)))
        if head and self._spoken_above() and not counted:
            why = f"the words of the line above continue here; put {_spaces(head.word + 2)} in front."
            return " " * (head.word + 2) + body, None if reported else Problem(number, indent + 1, why)
        if head and dose and pair:
            problem = self._no_stretch(head)
            self._above.key_above = None
            line, missing = with_colon(" " * head.word + body, number, indent, pair)
            self._above.more += [problem] if problem else []
            return " " * head.word + line.lstrip(), missing
        if same(body, STEP_NAMES):
            return self._no_hyphen(line, number)
        return line, None


def _spaces(count: int) -> str:
    return "no spaces" if count == 0 else "1 space" if count == 1 else f"{count} spaces"
