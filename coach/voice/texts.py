"""Every sentence of the program, by key and language, from one file a language."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from ruamel.yaml import YAML

from coach.errors import InputError

_FOLDER = resources.files("coach.voice") / "texts"


class Texts:
    """The sentences of one language. Keys are dotted paths: ``move_in.childs_pose``.

    A sentence may hold ``{placeholders}``; one that depends on a count is written as a mapping ``one:`` / ``other:``
    and chosen by the parameter ``n``.
    """

    def __init__(self, language: str = "en") -> None:
        """Raises InputError for a language that has no file."""
        self.language = language
        self._texts = _read(language)

    def get(self, key: str, /, **params: object) -> str:
        """The sentence for a key. Raises KeyError for an unknown key: that is a mistake in the program."""
        plural = "one" if params.get("n") == 1 else "other"
        text = self._texts.get(key) or self._texts[f"{key}.{plural}"]
        return text.format(**params)

    def has(self, key: str) -> bool:
        return key in self._texts or f"{key}.other" in self._texts

    def keys(self) -> Iterator[str]:
        return iter(self._texts)

    def raw(self, key: str) -> str:
        """The sentence with its placeholders still in it."""
        return self._texts[key]


def languages() -> tuple[str, ...]:
    """The languages that have a file, sorted."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _FOLDER.iterdir() if file.name.endswith(".yaml")))


@cache
def _read(language: str) -> Mapping[str, str]:
    if language not in languages():
        raise InputError(f"language {language!r} is not here; there are: {', '.join(languages())}")
    tree = YAML(typ="safe", pure=True).load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return dict(_flatten(tree, ""))


def _flatten(tree: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
