"""The texts of the page itself, from the ``page.toml`` of a language."""

from typing import Any

from coach.languages.folders import DEFAULT, table

FILE = "page"


class PageTexts:
    """The page's own words in one language, and the translations of English sentences of the models."""

    def __init__(self, language: str) -> None:
        """Raises InputError for a language that has no folder."""
        self._language = language
        self._words: dict[str, Any] = table(language, FILE)

    def of(self, english: str) -> str:
        """A sentence of a model or a stretch in this language; in English where it has none."""
        translations: dict[str, str] = self._words.get("english", {})
        return english if self._language == DEFAULT else translations.get(english, english)

    def hint(self, key: str, english: str) -> str:
        """The text below a field: the page's own words, or else those of the model."""
        hints: dict[str, str] = self._words["hint"]
        return hints.get(key, english)

    def shown(self) -> dict[str, Any]:
        """The page's own words, with the groups ``kind``, ``field`` and ``choice``."""
        return {**self._words["page"], **{group: self._words[group] for group in ("kind", "field", "choice")}}
