"""One folder a language: ``texts.toml`` is said and shown, ``answers.toml`` is understood, ``routine.toml`` is written.

Nothing else lists the languages. A new one is a new folder; the tests hold it to what the others keep.
"""
