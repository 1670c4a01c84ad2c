"""Sentences of the check and of ``coach new``, available in every language."""

from dataclasses import dataclass

from coach.languages.folders import DEFAULT, table
from coach.languages.texts import Texts


@dataclass(frozen=True)
class Said:
    """A sentence by its key, before its language is known."""

    key: str
    params: tuple[tuple[str, object], ...] = ()

    def text(self, language: str = DEFAULT) -> str:
        """The sentence in a language; sentences inside it are in the same one."""
        return Texts(language).get(self.key, **{name: worded(value, language) for name, value in self.params})


@dataclass(frozen=True)
class SaidByModel:
    """An English sentence of a model or a stretch, whose translation is among the texts of the page for writing
    routines."""

    english: str

    def text(self, language: str = DEFAULT) -> str:
        translations: dict[str, str] = {} if language == DEFAULT else table(language, "page").get("english", {})
        return translations.get(self.english, self.english)


class AskBackError(ValueError):
    """The typed text cannot be used; the sentence asks back."""

    def __init__(self, key: str, /, **params: object) -> None:
        self.said = Said(f"new.{key}", tuple(params.items()))
        super().__init__(self.said.text())


def of_check(key: str, /, **params: object) -> Said:
    """A sentence of ``coach check``."""
    return Said(f"check.{key}", tuple(params.items()))


def worded(value: object, language: str) -> object:
    """A parameter of a sentence, in words if it is a sentence itself."""
    return value.text(language) if isinstance(value, Said | SaidByModel) else value
