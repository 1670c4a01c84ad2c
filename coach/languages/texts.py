"""Every sentence of the program, by key and language."""

from collections.abc import Iterator, Mapping
from functools import cache

from coach.languages.folders import DEFAULT, table


class Texts:
    """The sentences of one language. Keys are dotted paths: ``move_in.childs_pose``.

    ``sheet``: ``texts``, what a session says and shows, ``app``, what surrounds sessions, or ``report``.

    A sentence may contain ``{placeholders}``. One that depends on a count has two versions, with ``.one`` and
    ``.other`` after its key; the parameter ``n`` selects one.
    """

    def __init__(self, language: str = DEFAULT, sheet: str = "texts") -> None:
        """Raises InputError for a language that has no folder."""
        self.language = language
        self._texts = _read(language, sheet)

    def get(self, key: str, /, **params: object) -> str:
        """The sentence for a key. Raises KeyError for an unknown key, which is a mistake in the program."""
        plural = "one" if params.get("n") == 1 else "other"
        text = self._texts.get(key) or self._texts[f"{key}.{plural}"]
        return text.format(**params)

    def has(self, key: str) -> bool:
        return key in self._texts or f"{key}.other" in self._texts

    def keys(self) -> Iterator[str]:
        return iter(self._texts)

    def raw(self, key: str) -> str:
        """The sentence with its placeholders."""
        return self._texts[key]


@cache
def _read(language: str, sheet: str) -> Mapping[str, str]:
    return dict(_flatten(table(language, sheet), ""))


def _flatten(tree: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
